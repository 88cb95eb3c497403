import type { Constraint } from '../../constraints/constraint.js'
import { kSparse } from '../../constraints/k-sparse.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import { orthogonalColumns, orthogonalRows } from '../../constraints/orthogonal.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** Which factor is orthogonal: the rows of H, or the columns of W. */
export type OrthogonalFactor = 'H' | 'W'

/** `½ ‖X - W H‖²` over W >= 0 and H >= 0 with `H Hᵀ = I` (or `WᵀW = I`), the orthogonal factor first. */
export function orthogonalNMFProblem(orthogonal: OrthogonalFactor, relaxed = false): Problem {
  const set = orthogonalSet(orthogonal)
  const other = orthogonal === 'H' ? 'W' : 'H'
  return productProblem(
    ['W', 'H'],
    [
      { factor: orthogonal, constraint: relaxed ? nonnegative() : set },
      { factor: other, constraint: nonnegative() },
    ],
  )
}

export const orthogonalSet = (orthogonal: OrthogonalFactor): Constraint =>
  orthogonal === 'H' ? orthogonalRows() : orthogonalColumns()

/** The set of the coefficients of new samples: assigned to one column of W each, or beside an orthogonal W nonnegative. */
export const coefficientsSet = (orthogonal: OrthogonalFactor): Constraint =>
  orthogonal === 'H' ? kSparse(1, { along: 'columns', nonnegative: true }) : nonnegative()
