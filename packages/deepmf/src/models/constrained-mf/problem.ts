import type { Constraint } from '../../constraints/constraint.js'
import type { Problem } from '../../problem/problem.js'
import { type FactorPenalties, penalisedVariable } from '../shared/factors/penalties.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** What decides the problem. */
export interface ConstrainedSetting {
  readonly constraints: { readonly W: Constraint; readonly H: Constraint }
  readonly penalties: FactorPenalties
}

/** `½ ‖X - W H‖²` and the penalties, over W and H in their sets. */
export const constrainedProblem = ({ constraints, penalties }: ConstrainedSetting): Problem =>
  productProblem(
    ['W', 'H'],
    [penalisedVariable('W', constraints.W, penalties), penalisedVariable('H', constraints.H, penalties)],
  )
