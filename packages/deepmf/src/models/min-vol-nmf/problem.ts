import type { Constraint } from '../../constraints/constraint.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import { simplexColumns } from '../../constraints/simplex.js'
import { columnsAtMostOne } from '../../constraints/sum-at-most-one.js'
import type { Problem } from '../../problem/problem.js'
import { volume } from '../../regularisers/volume.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** How the scale is fixed, without which the volume of W could vanish at no cost. */
export const MIN_VOL_NORMALISATIONS = ['H-columns', 'H-simplex', 'W-columns'] as const
export type MinVolNormalisation = (typeof MIN_VOL_NORMALISATIONS)[number]

/** `½ ‖X - W H‖² + weight / 2 · log det(WᵀW + δ I)` over W and H in their sets. */
export function minVolNMFProblem(normalisation: MinVolNormalisation, weight: number, delta: number): Problem {
  const sets = minVolSets(normalisation)
  return productProblem(
    ['W', 'H'],
    [
      { factor: 'W', constraint: sets.W, regularisers: [volume(weight, delta)] },
      { factor: 'H', constraint: sets.H },
    ],
  )
}

/** The sets of the factors. */
export function minVolSets(normalisation: MinVolNormalisation): { readonly W: Constraint; readonly H: Constraint } {
  switch (normalisation) {
    case 'H-columns':
      return { W: nonnegative(), H: columnsAtMostOne() }
    case 'H-simplex':
      return { W: nonnegative(), H: simplexColumns() }
    case 'W-columns':
      return { W: simplexColumns(), H: nonnegative() }
  }
}
