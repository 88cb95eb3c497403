import { canRequire, readPackageFile, requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'

type WasmPackage = typeof import('@deepmf/wasm')

/** Loads the WebAssembly backend from disk, synchronously; for Node. */
export function loadWasmSync(): Backend {
  const { create } = requirePackage<WasmPackage>('@deepmf/wasm')
  const module = new WebAssembly.Module(readPackageFile('@deepmf/wasm/deepmf_wasm_bg.wasm'))
  return createBackend('wasm', () => create(module), true)
}

/** Loads the WebAssembly backend: from disk in Node, else by `fetch` from beside the package's own module. */
export async function loadWasm(): Promise<Backend> {
  if (canRequire) return loadWasmSync()
  const { create, wasmUrl } = await import('@deepmf/wasm')
  const module = await compile(wasmUrl)
  return createBackend('wasm', () => create(module), true)
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`)
  const type = response.headers.get('content-type') ?? ''
  // Streaming needs the right type, which plain static servers do not always know.
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response)
  return WebAssembly.compile(await response.arrayBuffer())
}
