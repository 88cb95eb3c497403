// What the binding packages export, said here so that the library's types can be checked before they are built.

declare module '@deepmf/wasm' {
  import type { Kernels } from './kernels.js'

  /** Where the WebAssembly module lies, for `fetch`. */
  export const wasmUrl: URL
  /** A new instance with a memory of its own. */
  export function create(module: WebAssembly.Module): Kernels
}

declare module '@deepmf/wasm/js' {
  import type { Kernels } from './kernels.js'

  /** A new instance with a memory of its own. */
  export function create(): Kernels
}
