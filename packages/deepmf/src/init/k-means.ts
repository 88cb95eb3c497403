import { kMeansRounds, type LloydRun } from '../cluster/k-means-rounds.js'
import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'
import { nonnegativeCoefficients } from '../select/coefficients.js'
import { fillColumns } from './fill.js'
import type { Initialiser } from './start.js'

/** Good centroids are wanted, not the best: the fit goes on from there. */
const RESTARTS = 3
const ITERATIONS = 30
const MOST_RUNS = 16

/**
 * W starts as the centroids of a clustering of the target's columns, H as their nonnegative least
 * squares coefficients: k-means (Lloyd, 1982, from k-means++) or, `spherical`, of the directions
 * alone (Dhillon and Modha, 2001; as a start of NMF: Wild, Curry and Dougherty, 2004).
 */
export function kMeansStart(seed: number, spherical: boolean): Initialiser {
  return {
    name: spherical ? 'spherical-k-means' : 'k-means',
    *start(arena, target, rank, layer) {
      const settings = { clusters: Math.min(rank, target.cols), spherical, effort: RESTARTS }
      const { centroids, labels } = yield* clusterColumns(arena, target, settings, seed, layer)
      arena.discard(labels)
      const W = widen(arena, centroids, rank)
      fillColumns(arena, target, W, centroids.cols, seed, layer)
      if (W !== centroids) arena.discard(centroids)
      return { W, H: nonnegativeCoefficients(arena, target, W) }
    },
  }
}

/** The clustering that starts are made from; `effort` is the number of runs. */
export function clusterColumns(
  arena: Arena,
  target: Value,
  { clusters, spherical, effort }: { clusters: number; spherical: boolean; effort: number },
  seed: number,
  layer: number,
): Rounds<LloydRun> {
  // Streams of the seed that no other part of a fit draws from.
  const stream = 2 ** 16 + MOST_RUNS * layer
  const settings = { clusters, spherical, restarts: effort, maxIterations: ITERATIONS, seed, stream }
  return kMeansRounds(arena, target, settings)
}

/** The matrix with `cols` columns, those beyond its own of any kind. */
export function widen(arena: Arena, value: Value, cols: number): Value {
  if (value.cols === cols) return value
  const wide = arena.allocate(value.rows, cols)
  const columns = Uint32Array.from({ length: cols }, (_, k) => Math.min(k, value.cols - 1))
  arena.backend.kernels.selectColumns(wide.id, value.id, columns)
  return wide
}
