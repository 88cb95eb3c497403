import { chooseSuccessive } from '../select/choose.js'
import { nonnegativeCoefficients } from '../select/coefficients.js'
import { chosenColumns } from './fill.js'
import type { Initialiser } from './start.js'

/**
 * W starts as columns of the target itself, chosen by the successive projection algorithm (Araújo
 * et al., 2001; Gillis and Vavasis, 2014), H as the nonnegative least squares coefficients of all
 * columns. Columns that the target's rank leaves open get random entries of its size.
 */
export function spa(seed: number): Initialiser {
  return {
    name: 'spa',
    *start(arena, target, rank, layer) {
      const chosen = yield* chooseSuccessive(arena, target, rank)
      const W = chosenColumns(arena, target, chosen, rank, seed, layer)
      return { W, H: nonnegativeCoefficients(arena, target, W) }
    },
  }
}
