import { leafBases } from '../cluster/leaves.js'
import { splitColumns } from '../cluster/splitting.js'
import { nonnegativeCoefficients } from '../select/coefficients.js'
import { fillColumns } from './fill.js'
import { widen } from './k-means.js'
import type { Initialiser } from './start.js'

/**
 * W starts as the basis vectors of the clusters that rank-two factorizations split the target's
 * columns into, one vector for each, H as the nonnegative least squares coefficients (De
 * Handschutter, thesis, section 2.2; Gillis, Kuang and Park, 2015).
 */
export function hierarchicalStart(seed: number): Initialiser {
  return {
    name: 'hierarchical-clustering',
    *start(arena, target, rank, layer) {
      const { leaves } = yield* splitColumns(arena, target, Math.min(rank, target.cols), 0)
      const bases = leafBases(arena, target, leaves)
      const W = widen(arena, bases, rank)
      fillColumns(arena, target, W, bases.cols, seed, layer)
      if (W !== bases) arena.discard(bases)
      return { W, H: nonnegativeCoefficients(arena, target, W) }
    },
  }
}
