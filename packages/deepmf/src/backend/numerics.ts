import type { Kernels } from './kernels/index.js'

/** What a computation promises; the first is what absence means. */
export const NUMERICS_NAMES = ['reproducible', 'fast'] as const

/**
 * `reproducible`: the same bits on every backend, processor and number of threads. `fast`: dense products by the fastest
 * library of the backend (a BLAS, the `gemm` crate, relaxed SIMD), within (k + 2) ε of the reproducible ones relative to
 * the product of the absolute values, k being the inner dimension; the same from run to run on one machine with one
 * number of threads. Where the backend has no such library (the JavaScript one) both are one.
 */
export type NumericsName = (typeof NUMERICS_NAMES)[number]

/** Does some work in a mode and puts the mode back: other fits, and other calls, have modes of their own. */
export function withNumerics<T>(kernels: Kernels, numerics: NumericsName, work: () => T): T {
  const before = kernels.numerics()
  if (before === numerics) return work()
  kernels.setNumerics(numerics)
  try {
    return work()
  } finally {
    kernels.setNumerics(before)
  }
}
