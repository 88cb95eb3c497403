import type { Chain } from '../problem/problem.js'
import type { Regulariser } from '../problem/regulariser.js'

/** `weight / 2 · ‖F - M_1 M_2 ...‖²` for a product of other matrices that F stays near to. */
export const near = (weight: number, chain: Chain): Regulariser => ({
  name: `nearness to ${chain.join(' ')}`,
  side: 'either',
  addQuadratic: ({ kernels }, _, out) => kernels.addDiagonal(out.id, weight),
  addLinear: (expressions, _, out) => expressions.kernels.axpby(out.id, weight, expressions.product(chain).id, 1),
  value: (expressions, factor) =>
    (weight / 2) * expressions.kernels.distanceSquared(factor.id, expressions.product(chain).id),
})
