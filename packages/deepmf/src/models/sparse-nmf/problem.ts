import { l2Ball } from '../../constraints/balls.js'
import type { Constraint } from '../../constraints/constraint.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import type { Problem } from '../../problem/problem.js'
import type { Regulariser } from '../../problem/regulariser.js'
import { productProblem } from '../shared/factors/product-problem.js'
import type { CheckedSparsity } from './sparsity.js'

/** How each factor is sparse. */
export interface FactorSparsity {
  readonly W: CheckedSparsity | undefined
  readonly H: CheckedSparsity | undefined
}

/** `½ ‖X - W H‖²` plus penalties over nonnegative W and H in their sets. */
export function sparseNMFProblem(sparsity: FactorSparsity): Problem {
  const sets = sparseSets(sparsity)
  return productProblem(
    ['W', 'H'],
    [
      { factor: 'W', constraint: sets.W, regularisers: penaltiesOf(sparsity.W) },
      { factor: 'H', constraint: sets.H, regularisers: penaltiesOf(sparsity.H) },
    ],
  )
}

export const penaltiesOf = (sparsity: CheckedSparsity | undefined): readonly Regulariser[] =>
  sparsity?.penalty === undefined ? [] : [sparsity.penalty]

/** Whether a factor has a set that is not convex. */
export const hasSet = ({ W, H }: FactorSparsity): boolean => (W?.constraint ?? H?.constraint) !== undefined

/**
 * Which factor has to be bounded: beside one with a penalty the other one would take up its scale, so the columns of that W
 * (rows of that H) have a length of at most one.
 */
export function boundedFactor({ W, H }: FactorSparsity): 'W' | 'H' | undefined {
  if (H?.penalty !== undefined && W === undefined) return 'W'
  return W?.penalty !== undefined && H === undefined ? 'H' : undefined
}

/** The sets of the factors. */
export function sparseSets(sparsity: FactorSparsity): { readonly W: Constraint; readonly H: Constraint } {
  const bounded = boundedFactor(sparsity)
  const setOf = (factor: 'W' | 'H') =>
    factor === bounded
      ? l2Ball(1, { along: factor === 'W' ? 'columns' : 'rows', nonnegative: true })
      : (sparsity[factor]?.constraint ?? nonnegative())
  return { W: setOf('W'), H: setOf('H') }
}
