import type { Problem } from '../../problem/problem.js'
import { volume } from '../../regularisers/volume.js'
import { productProblem } from '../shared/factors/product-problem.js'
import { type TriNormalisation, triSets } from '../shared/tri/factors.js'

/** What fixes the scale, without which the volume of S could vanish at no cost. */
export const MIN_VOL_TRI_NORMALISATIONS = ['stochastic', 'doubly-stochastic'] as const satisfies TriNormalisation[]
export type MinVolTriNormalisation = (typeof MIN_VOL_TRI_NORMALISATIONS)[number]

/** `½ ‖X - W S H‖² + weight / 2 · log det(SᵀS + δ I)` over W, S and H in their sets. */
export function minVolTriNMFProblem(normalisation: MinVolTriNormalisation, weight: number, delta: number): Problem {
  const sets = triSets(normalisation)
  return productProblem(
    ['W', 'S', 'H'],
    [
      { factor: 'W', constraint: sets.W },
      { factor: 'S', constraint: sets.S, regularisers: [volume(weight, delta)] },
      { factor: 'H', constraint: sets.H },
    ],
  )
}
