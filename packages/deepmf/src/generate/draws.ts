import type { Backend } from '../backend/backend.js'
import type { DistributionName } from '../backend/kernels/starts.js'

/** `count` numbers from a distribution, in float64. */
export function draws(
  { kernels }: Backend,
  count: number,
  distribution: DistributionName,
  a: number,
  b: number,
  seed: number,
  stream: number,
): Float64Array {
  const id = kernels.allocate(1, count, 64)
  try {
    kernels.randomFill(id, distribution, a, b, seed, stream)
    return kernels.download64(id)
  } finally {
    kernels.release(id)
  }
}
