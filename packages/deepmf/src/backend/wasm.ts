import { platform, readPackageFile, requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'
import type { Kernels } from './kernels/index.js'

type Binding = Kernels & typeof import('@deepmf/wasm')

const PACKAGE = '@deepmf/wasm'
const MODULE_FILE = '@deepmf/wasm/deepmf_wasm_bg.wasm'

/** Loads the WebAssembly backend from disk without waiting; for Node. */
export function loadWasmSync(): Backend {
  return start(requirePackage<Binding>(PACKAGE))
}

/** Loads the WebAssembly backend: from disk in Node, else by `fetch` of the file beside the package's own module. */
export async function loadWasm(): Promise<Backend> {
  const binding = (await import('@deepmf/wasm')) as unknown as Binding
  if (platform === 'node') return start(binding)
  await binding.default()
  return createBackend('wasm', binding, binding.renewInstance)
}

function start(binding: Binding): Backend {
  binding.initSync({ module: readPackageFile(MODULE_FILE) })
  return createBackend('wasm', binding, binding.renewInstance)
}
