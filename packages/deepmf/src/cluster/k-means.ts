import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { boolean, checkOptions, optional, rank, seed, wholeNumber } from '../options/index.js'
import type { Arena, Value } from '../problem/arena.js'
import { handOver, type Rounds, type RoundsPlan, runRounds, runRoundsSync } from '../problem/rounds.js'
import { download } from '../problem/transfer.js'
import { kMeansRounds } from './k-means-rounds.js'
import { type AsyncRoundsOptions, type RoundsOptions, roundsSpec, withColumns } from './options.js'

/** Options of {@link kMeans}. */
export interface KMeansOptions extends RoundsOptions, AsyncRoundsOptions {
  /** How many clusters: from 1 to the number of columns. */
  clusters: number
  /** Clusters directions: columns and centroids at unit length; `false` when absent. */
  spherical?: boolean
  /** How many starts; the run with the smallest inertia counts. 10 when absent. */
  restarts?: number
  /** The most iterations of one run; 300 when absent. */
  maxIterations?: number
  /** Whole, 0 to 2^53 - 1; decides the starts. Drawn and reported when absent. */
  seed?: number
}

/** Options of {@link kMeansSync}. */
export type KMeansSyncOptions = Omit<KMeansOptions, keyof AsyncRoundsOptions>

/** What k-means finds. */
export interface KMeansFit {
  /** The cluster of each column of X. */
  readonly labels: Uint32Array
  /** m x clusters. */
  readonly centroids: Matrix
  /** The sum of squared distances to the own centroid; of 1 less the cosine where `spherical`. */
  readonly inertia: number
  /** Iterations of the best run. */
  readonly iterations: number
  /** The seed used. */
  readonly seed: number
}

/**
 * k-means: groups the columns of X around `clusters` centroids.
 *
 * Objective: minimise `Σ_j ‖x_j - c_l(j)‖²` over centroids c and labels l, by Lloyd's iteration from
 * starts by k-means++; it never rises. `spherical` minimises `Σ_j (1 - cos(x_j, c_l(j)))` instead.
 * A cluster that falls empty takes the column farthest from its centroid. Equally near centroids go
 * by the lower index, equally good runs by the earlier one, so the seed decides the result to the bit.
 *
 * Cost: O(m n clusters) for an iteration, O(m n) for each centroid of a start.
 *
 * @param X m x n, samples in columns, of any sign
 * @throws DeepMFError `ERR_RANK` for more clusters than columns, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Lloyd (1982); Arthur, Vassilvitskii (2007) for k-means++; Dhillon, Modha (2001) for the
 * spherical form.
 *
 * @example
 * const { labels, inertia } = await kMeans(fit.H, { clusters: 4, seed: 1 })
 */
export async function kMeans(X: MatrixLike, options: KMeansOptions): Promise<KMeansFit> {
  return runRounds(withColumns(X, (matrix, temporary) => plan('kMeans', matrix, temporary, options, false)))
}

/** {@link kMeans} in one go: it holds the event loop until it ends. */
export function kMeansSync(X: MatrixLike, options: KMeansSyncOptions): KMeansFit {
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan('kMeansSync', matrix, temporary, options, true)))
}

function plan(name: string, data: Matrix, temporary: boolean, options: unknown, sync: boolean): RoundsPlan<KMeansFit> {
  const checked = checkOptions(name, options, {
    clusters: rank(data.cols),
    spherical: optional(boolean(), false),
    restarts: optional(wholeNumber(1, 2 ** 20), 10),
    maxIterations: optional(wholeNumber(1), 300),
    seed: seed(),
    ...roundsSpec(sync),
  })
  const settings = { ...checked, stream: 0 }
  function* work(arena: Arena, X: Value): Rounds<KMeansFit> {
    const { centroids, labels, inertia, iterations } = yield* kMeansRounds(arena, X, settings)
    return {
      labels: Uint32Array.from(download(arena, labels)),
      centroids: handOver(arena, centroids),
      inertia,
      iterations,
      seed: settings.seed,
    }
  }
  return { ...checked, data, temporary, work }
}
