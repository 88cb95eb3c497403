import type { Constraint } from '../../constraints/constraint.js'
import { free } from '../../constraints/free.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import { simplexColumns } from '../../constraints/simplex.js'
import { sumWithin } from '../../constraints/sum-within.js'
import type { Problem } from '../../problem/problem.js'
import { lasso } from '../../regularisers/lasso.js'
import { near } from '../../regularisers/near.js'
import { productProblem } from '../shared/factors/product-problem.js'
import { type CoefficientsName, coefficientSet } from '../shared/mixtures/coefficients.js'
import { X } from '../shared/names.js'

/** What decides the problem. */
export interface ArchetypalSetting {
  readonly delta: number
  /** The weight of distances to the hull; `undefined` where archetypes are in it. */
  readonly hullWeight: number | undefined
  readonly l1: number
  readonly coefficients: CoefficientsName
}

/** The set of A: what `Y A` may be. */
const weightsSet = ({ delta, l1 }: ArchetypalSetting): Constraint =>
  l1 > 0 ? nonnegative() : delta > 0 ? sumWithin(delta) : simplexColumns()

/** `½ ‖X - Y A H‖² + l1 Σ A_ik` over A and H, or with a W of its own where archetypes need not be in the hull. */
export function archetypalProblem(points: string, setting: ArchetypalSetting): Problem {
  const { hullWeight, l1, coefficients } = setting
  const A = { factor: 'A', constraint: weightsSet(setting), regularisers: l1 > 0 ? [lasso(l1)] : [] }
  const H = { factor: 'H', constraint: coefficientSet(coefficients) }
  // All the samples are too many to be multiplied with each other more than once; fewer points come first.
  const first = points === X ? 'right' : 'left'
  if (hullWeight === undefined) return productProblem([points, 'A', 'H'], [A, H], first)
  return nearHull(points, hullWeight, A, H, first)
}

/** `½ ‖X - W H‖² + ½ hullWeight ‖W - Y A‖²` over A, W and H: A gives the points of the hull that W is nearest to. */
function nearHull(
  points: string,
  weight: number,
  A: { readonly factor: string; readonly constraint: Constraint },
  H: { readonly factor: string; readonly constraint: Constraint },
  first: 'left' | 'right',
): Problem {
  const W = { factor: 'W', constraint: free(), regularisers: [near(weight, [points, 'A'])] }
  const problem = productProblem(['W', 'H'], [W, H], first)
  const nearest = { ...A, terms: [{ weight, target: ['W'], left: [points], right: [] }] }
  return { ...problem, blocks: [nearest, ...problem.blocks] }
}
