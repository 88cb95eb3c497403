import type { Normalisation } from '../../init/normalise.js'
import type { Problem } from '../../problem/problem.js'
import { layerConstraints } from '../shared/factors/constraints.js'
import type { Decompose } from '../shared/names.js'
import { dataCentric } from './losses/data-centric.js'
import { globalLoss } from './losses/global.js'
import { layerCentric } from './losses/layer-centric.js'
import { trigeorgis } from './losses/trigeorgis.js'
import type { DeepLoss } from './options.js'

/** The block problems of a loss. `weights` has one entry for every layer. */
export function deepProblem(
  loss: DeepLoss,
  decompose: Decompose,
  weights: readonly number[],
  normalisation: Normalisation,
): Problem {
  const constraints = layerConstraints(normalisation)
  switch (loss) {
    case 'layer-centric':
      return layerCentric(decompose, weights, constraints)
    case 'data-centric':
      return dataCentric(decompose, weights, constraints)
    case 'trigeorgis':
      return trigeorgis(decompose, weights.length, constraints)
    case 'global':
      return globalLoss(decompose, weights.length, constraints)
  }
}
