import type { Initialiser } from './start.js'

/**
 * Uniform entries in [0, 1) for H alone, and a W of zeros: for models whose first step finds the W that is best for H,
 * whatever it was.
 */
export function randomCoefficients(seed: number): Initialiser {
  return {
    name: 'random',
    // biome-ignore lint/correctness/useYield: there is nothing to wait for
    *start(arena, target, rank, layer) {
      const W = arena.allocate(target.rows, rank)
      const H = arena.allocate(rank, target.cols)
      arena.backend.kernels.randomFill(H.id, 'uniform', 0, 1, seed, 2 * layer + 1)
      return { W, H }
    },
  }
}
