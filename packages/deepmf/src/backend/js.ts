import { canRequire, requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'

type JsPackage = typeof import('@deepmf/wasm/js')

/** Loads the plain JavaScript backend synchronously; for Node. */
export function loadJsSync(): Backend {
  return createBackend('js', requirePackage<JsPackage>('@deepmf/wasm/js').create, true)
}

/** Loads the plain JavaScript backend. */
export async function loadJs(): Promise<Backend> {
  if (canRequire) return loadJsSync()
  const { create } = await import('@deepmf/wasm/js')
  return createBackend('js', create, true)
}
