import { platform, readPackageFile, requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'
import type { Kernels } from './kernels/index.js'

type Binding = Kernels & typeof import('@deepmf/wasm')

/**
 * The two modules of the binding. They have the same kernels, which give the same bits; in `relaxed` the fast mode has
 * products that the processor may fuse into sums.
 */
const MODULES = {
  plain: { package: '@deepmf/wasm', file: '@deepmf/wasm/deepmf_wasm_bg.wasm' },
  relaxed: { package: '@deepmf/wasm/relaxed', file: '@deepmf/wasm/deepmf_relaxed_bg.wasm' },
} as const

export type WasmModule = keyof typeof MODULES

/** `(func (result v128) (local v128) local.get 0 local.get 0 local.get 0 f64x2.relaxed_madd)` */
const RELAXED_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 15, 1, 13, 1, 1, 123, 32, 0, 32, 0, 32, 0, 253, 135, 2, 11],
)

/** The module for this engine. */
export const wasmModule = (): WasmModule => (WebAssembly.validate(RELAXED_PROBE) ? 'relaxed' : 'plain')

/** Loads the WebAssembly backend from disk without waiting; for Node. */
export function loadWasmSync(module = wasmModule()): Backend {
  return start(requirePackage<Binding>(MODULES[module].package), module)
}

/** Loads the WebAssembly backend: from disk in Node, else by `fetch` of the file beside the package's own module. */
export async function loadWasm(module = wasmModule()): Promise<Backend> {
  // Names in full, so that bundlers find them; only one of the two is ever fetched.
  const loaded = module === 'relaxed' ? await import('@deepmf/wasm/relaxed') : await import('@deepmf/wasm')
  const binding = loaded as unknown as Binding
  if (platform === 'node') return start(binding, module)
  await binding.default()
  return createBackend('wasm', binding, binding.renewInstance)
}

function start(binding: Binding, module: WasmModule): Backend {
  binding.initSync({ module: readPackageFile(MODULES[module].file) })
  return createBackend('wasm', binding, binding.renewInstance)
}
