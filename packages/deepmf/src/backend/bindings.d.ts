// What the library uses of the binding packages, said here so that its types can be checked before they are built.
// Besides what is named here each of them exports the kernels.

declare module '@deepmf/wasm' {
  /** Makes the instance: from a file beside this module, by `fetch`. */
  export default function init(): Promise<unknown>
  /** Makes the instance from the bytes of that file. */
  export function initSync(source: { module: BufferSource }): unknown
  /** Gives up the instance with all its matrices and makes a new one of the same module. */
  export function renewInstance(): unknown
}

declare module '@deepmf/wasm/relaxed' {
  export { default, initSync, renewInstance } from '@deepmf/wasm'
}

declare module '@deepmf/wasm/js' {
  /** Makes the instance. */
  export function initSync(): void
  /** Gives up the instance with all its matrices and makes a new one. */
  export function renewInstance(): void
}
