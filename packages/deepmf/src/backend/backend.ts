import { invalidOption } from '../errors.js'
import { inWords } from '../options/index.js'
import { nearest } from '../options/nearest.js'
import type { Kernels } from './kernels/index.js'

/** The backends, best first: the order in which they are tried. */
export const BACKEND_NAMES = ['native', 'wasm', 'js'] as const

/** `native`: the Node-API addon; `wasm`: WebAssembly with SIMD; `js`: the same crate as plain JavaScript. */
export type BackendName = (typeof BACKEND_NAMES)[number]

/** A loaded backend. */
export interface Backend {
  readonly name: BackendName
  /** Its kernels. Every failure of one is a {@link DeepMFError}. */
  readonly kernels: Kernels
  /**
   * Counts the instances that this backend has had. When a kernel traps, its instance and all matrices in it are lost
   * and a new one takes its place: an id is only good in the epoch that it was made in.
   */
  readonly epoch: number
}

/** Checks the name of a backend; `undefined` stands for the best one that loads. */
export function checkBackendName(option: string, value: unknown): BackendName | undefined {
  if (value === undefined) return undefined
  const found = BACKEND_NAMES.find((name) => name === value)
  if (found !== undefined) return found
  const hint = typeof value === 'string' ? nearest(value, BACKEND_NAMES) : undefined
  const names = inWords(BACKEND_NAMES)
  throw invalidOption(option, value, `one of ${names}${hint === undefined ? '' : ` (did you mean '${hint}'?)`}`)
}
