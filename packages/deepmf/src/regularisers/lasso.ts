import { constant } from '../problem/constant.js'
import type { Regulariser } from '../problem/regulariser.js'

/** `weight · Σ F_ij`: the l1 norm of a factor without negative entries. */
export const lasso = (weight: number): Regulariser => ({
  name: 'l1',
  side: 'none',
  addLinear: (expressions, factor, out) => {
    const ones = constant(expressions, factor.rows, factor.cols, 1)
    expressions.kernels.axpby(out.id, -weight, ones.id, 1)
  },
  value: ({ kernels }, factor) => weight * kernels.sum(factor.id),
})
