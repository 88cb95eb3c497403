import { chooseNonnegative } from '../select/choose.js'
import { chosenColumns } from './fill.js'
import type { Initialiser } from './start.js'

/**
 * W starts as columns of the target itself, chosen by the successive nonnegative projection
 * algorithm (De Handschutter, thesis, algorithm 3; Gillis, 2014), H as the coordinates of all
 * columns in their hull with the origin, which sum to at most one.
 *
 * Where the target has fewer independent columns than `rank`, the columns that are left get random
 * entries of its size, with coordinates of zero, so that the fit can put them to use.
 */
export function snpa(seed: number): Initialiser {
  return {
    name: 'snpa',
    *start(arena, target, rank, layer) {
      const H = arena.allocate(rank, target.cols)
      const chosen = yield* chooseNonnegative(arena, target, H)
      return { W: chosenColumns(arena, target, chosen, rank, seed, layer), H }
    },
  }
}
