import { requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'
import type { Kernels } from './kernels/index.js'

type Binding = Kernels & typeof import('@deepmf/wasm/js')

/** Loads the plain JavaScript backend without waiting; for Node. */
export function loadJsSync(): Backend {
  return start(requirePackage<Binding>('@deepmf/wasm/js'))
}

/** Loads the plain JavaScript backend. */
export async function loadJs(): Promise<Backend> {
  return start((await import('@deepmf/wasm/js')) as unknown as Binding)
}

function start(binding: Binding): Backend {
  binding.initSync()
  return createBackend('js', binding, binding.renewInstance)
}
