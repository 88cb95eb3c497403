import type { Regulariser } from '../problem/regulariser.js'

/** `weight / 2 · ‖F‖²`. */
export const ridge = (weight: number): Regulariser => ({
  name: 'l2',
  side: 'either',
  addQuadratic: ({ kernels }, _, out) => kernels.addDiagonal(out.id, weight),
  value: ({ kernels }, factor) => (weight / 2) * kernels.normSquared(factor.id),
})
