import type { Kernels } from './kernels/index.js'
import type { NumericsName } from './kernels/machine.js'

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
