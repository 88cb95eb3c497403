import type { Constraint } from '../../constraints/constraint.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import { unitColumns, unitRows } from '../../constraints/unit.js'
import type { Problem } from '../../problem/problem.js'
import type { Regulariser } from '../../problem/regulariser.js'
import { nearOrthogonal } from '../../regularisers/near-orthogonal.js'
import type { OrthogonalFactor } from '../orthogonal-nmf/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** Which rows of H (columns of W) are to be nearly orthogonal, and how much that counts. */
export interface NearOrthogonality {
  readonly orthogonal: OrthogonalFactor
  readonly orthogonalityWeight: number
}

/**
 * `½ ‖X - W H‖² + weight Σ_{k < l} ⟨H_k, H_l⟩` over W >= 0 and rows H_k >= 0. The penalty would be met for nothing by moving
 * the scale of H to W, so columns of W have a length of one; of at most one would leave it open where rows do not overlap.
 */
export function approximatelyOrthogonalNMFProblem({ orthogonal, orthogonalityWeight }: NearOrthogonality): Problem {
  const penalised = { constraint: nonnegative(), regularisers: orthogonality(orthogonal, orthogonalityWeight) }
  const unit = { constraint: unitSet(orthogonal) }
  return productProblem(
    ['W', 'H'],
    [
      { factor: 'W', ...(orthogonal === 'W' ? penalised : unit) },
      { factor: 'H', ...(orthogonal === 'H' ? penalised : unit) },
    ],
  )
}

/** The set of the factor that is not penalised. */
export const unitSet = (orthogonal: OrthogonalFactor): Constraint =>
  orthogonal === 'H' ? unitColumns({ nonnegative: true }) : unitRows({ nonnegative: true })

export const orthogonality = (orthogonal: OrthogonalFactor, weight: number): Regulariser[] => [
  nearOrthogonal(weight, orthogonal === 'H' ? 'rows' : 'columns'),
]
