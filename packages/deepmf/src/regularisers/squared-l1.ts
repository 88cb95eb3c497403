import type { Value } from '../problem/arena.js'
import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'
import { constant } from './constant.js'

/**
 * `weight / 2 · Σ_j (Σ_i F_ij)²`, the squared l1 norms of the columns of a factor without negative entries (Guo and Zhang,
 * *Sparse deep nonnegative matrix factorization*, equation 10): F stands beside weight · 1 1ᵀ.
 */
export const squaredL1Columns = (weight: number): Regulariser => ({
  name: 'squared l1 of columns',
  side: 'left',
  addQuadratic: (expressions, factor, out) => {
    const ones = constant(expressions, factor.rows, factor.rows, 1)
    expressions.kernels.axpby(out.id, weight, ones.id, 1)
  },
  value: (expressions, factor) => (weight / 2) * expressions.kernels.normSquared(columnSums(expressions, factor).id),
})

function columnSums(expressions: Expressions, factor: Value): Value {
  const sums = expressions.buffer(`column sums ${factor.cols}`, 1, factor.cols)
  expressions.kernels.columnSums(sums.id, factor.id)
  return sums
}
