import { l2Ball } from '../../constraints/balls.js'
import type { Constraint } from '../../constraints/constraint.js'
import type { Normalisation } from '../../init/normalise.js'
import type { Problem } from '../../problem/problem.js'
import type { Regulariser } from '../../problem/regulariser.js'
import { lasso } from '../../regularisers/lasso.js'
import { ridge } from '../../regularisers/ridge.js'
import { layerConstraints } from '../shared/factors/constraints.js'
import { productProblem } from '../shared/factors/product-problem.js'
import type { FactorWeights } from '../shared/input/factor-weights.js'

/** What decides the problem: how the scale is fixed, and the weights of the penalties. */
export interface NMFSetting {
  readonly normalisation: Normalisation
  readonly l1: FactorWeights
  readonly l2: FactorWeights
}

/** `½ ‖X - W H‖² + Σ_F (l1_F Σ F_ij + ½ l2_F ‖F‖²)` over W and H, both nonnegative. */
export function nmfProblem(setting: NMFSetting): Problem {
  const sets = nmfSets(setting)
  return productProblem(
    ['W', 'H'],
    [
      { factor: 'W', constraint: sets.W, regularisers: penaltiesOf(setting, 'W') },
      { factor: 'H', constraint: sets.H, regularisers: penaltiesOf(setting, 'H') },
    ],
  )
}

/** The penalties of one factor. */
export const penaltiesOf = ({ l1, l2 }: NMFSetting, factor: 'W' | 'H'): Regulariser[] => [
  ...(l1[factor] > 0 ? [lasso(l1[factor])] : []),
  ...(l2[factor] > 0 ? [ridge(l2[factor])] : []),
]

/**
 * Which factor has to be bounded. In `W H = (W D)(D⁻¹ H)` a penalty on one factor alone costs nothing: D moves its entries
 * to the other one. So where nothing else fixes the scale, the columns of W (rows of H) have a length of at most one.
 */
export function boundedFactor(setting: NMFSetting): 'W' | 'H' | undefined {
  const [w, h] = (['W', 'H'] as const).map((factor) => penaltiesOf(setting, factor).length > 0)
  if (setting.normalisation !== 'none' || w === h) return undefined
  return h ? 'W' : 'H'
}

/** The sets of the factors. */
export function nmfSets(setting: NMFSetting): { readonly W: Constraint; readonly H: Constraint } {
  const sets = layerConstraints(setting.normalisation)
  const bounded = boundedFactor(setting)
  if (bounded === undefined) return sets
  return { ...sets, [bounded]: l2Ball(1, { along: bounded === 'W' ? 'columns' : 'rows', nonnegative: true }) }
}
