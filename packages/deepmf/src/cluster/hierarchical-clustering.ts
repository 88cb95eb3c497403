import { checkNonnegative } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions, optional, rank, wholeNumber } from '../options/index.js'
import type { Arena, Value } from '../problem/arena.js'
import { handOver, type Rounds, type RoundsPlan, runRounds, runRoundsSync } from '../problem/rounds.js'
import { leafBases, leafLabels } from './leaves.js'
import { type AsyncRoundsOptions, type RoundsOptions, roundsSpec, withColumns } from './options.js'
import { type SplitNode, splitColumns } from './splitting.js'

/** Options of {@link hierarchicalClustering}. */
export interface HierarchicalClusteringOptions extends RoundsOptions, AsyncRoundsOptions {
  /** How many clusters: from 1 to the number of columns. There are fewer where none can be split any more. */
  clusters: number
  /** Exact alternations of each factorization of rank two after its start; 0 when absent. */
  sweeps?: number
}

/** Options of {@link hierarchicalClusteringSync}. */
export type HierarchicalClusteringSyncOptions = Omit<HierarchicalClusteringOptions, keyof AsyncRoundsOptions>

/** What hierarchical clustering finds. */
export interface HierarchicalClustering {
  /** The cluster of each column of X: the index of its leaf, leaves counted from left to right. */
  readonly labels: Uint32Array
  /** All columns, split in two again and again. */
  readonly tree: SplitNode
  /** The leaves, in order. */
  readonly clusters: readonly SplitNode[]
  /** m x clusters: for each leaf the multiple of its first singular vector that is as long as a column of it on average. */
  readonly bases: Matrix
}

/**
 * Hierarchical clustering by factorizations of rank two: splits the columns of X in two clusters,
 * then one of these, and so on.
 *
 * Objective: `Σ_k ‖X_k - σ₁(X_k) u v'‖²` over clusters X_k, each standing for one basis vector; the
 * cluster is split for which it falls most, that is for which σ₁² of the two parts together exceeds
 * its own by most. A cluster is cut by the ratio of its two weights in X_k ≈ W H, H of two rows, at
 * the threshold that divides it well and passes through few columns.
 *
 * Cost: O(m n min(m, n)) for a split of n columns by the Gram matrix of the shorter side, or O(m n)
 * for each of up to 100 iterations where both are above 1024.
 *
 * @param X m x n, nonnegative, samples in columns
 * @throws DeepMFError `ERR_RANK` for more clusters than columns, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`,
 *   `ERR_INVALID_MATRIX`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Gillis, Kuang, Park (2015), Hierarchical clustering of hyperspectral images using
 * rank-two nonnegative matrix factorization; Kuang, Park (2013) for the exact solver.
 *
 * @example
 * const { labels, tree } = await hierarchicalClustering(image, { clusters: 6 })
 */
export async function hierarchicalClustering(
  X: MatrixLike,
  options: HierarchicalClusteringOptions,
): Promise<HierarchicalClustering> {
  const planned = withColumns(X, (matrix, temporary) =>
    plan('hierarchicalClustering', matrix, temporary, options, false),
  )
  return runRounds(planned)
}

/** {@link hierarchicalClustering} in one go: it holds the event loop until it ends. */
export function hierarchicalClusteringSync(
  X: MatrixLike,
  options: HierarchicalClusteringSyncOptions,
): HierarchicalClustering {
  const name = 'hierarchicalClusteringSync'
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan(name, matrix, temporary, options, true)))
}

function plan(
  name: string,
  data: Matrix,
  temporary: boolean,
  options: unknown,
  sync: boolean,
): RoundsPlan<HierarchicalClustering> {
  const checked = checkOptions(name, options, {
    clusters: rank(data.cols),
    sweeps: optional(wholeNumber(0, 1e6), 0),
    ...roundsSpec(sync),
  })
  checkNonnegative(data, 'X')
  function* work(arena: Arena, X: Value): Rounds<HierarchicalClustering> {
    const { root, leaves } = yield* splitColumns(arena, X, checked.clusters, checked.sweeps)
    return {
      labels: leafLabels(X.cols, leaves),
      tree: root,
      clusters: leaves,
      bases: handOver(arena, leafBases(arena, X, leaves)),
    }
  }
  return { ...checked, data, temporary, work }
}
