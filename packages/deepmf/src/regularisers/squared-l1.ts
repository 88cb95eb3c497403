import { constant } from '../problem/constant.js'
import type { Regulariser } from '../problem/regulariser.js'
import { sumOf } from './sum-of.js'

/**
 * `weight / 2 · Σ_j (Σ_i F_ij)²`, the squared l1 norms of the columns (or rows) of a factor without negative entries (Kim and
 * Park, 2007; Guo and Zhang, *Sparse deep nonnegative matrix factorization*, equation 10): F stands beside weight · 1 1ᵀ.
 */
export const squaredL1 = (weight: number, along: 'columns' | 'rows'): Regulariser => ({
  name: `squared l1 of ${along}`,
  side: along === 'columns' ? 'left' : 'right',
  addQuadratic: (expressions, _, out) => {
    const ones = constant(expressions, out.rows, out.rows, 1)
    expressions.kernels.axpby(out.id, weight, ones.id, 1)
  },
  value: (expressions, factor) => {
    // The sums of columns are the sum of all rows.
    const sums = sumOf(expressions, factor, along === 'columns' ? 'rows' : 'columns')
    return (weight / 2) * expressions.kernels.normSquared(sums.id)
  },
})
