import { checkSymmetric } from '../linalg/symmetric.js'
import { checkNonnegative } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { boolean, checkOptions, optional, ranks } from '../options/index.js'
import type { Arena, Value } from '../problem/arena.js'
import { handOver, type Rounds, type RoundsPlan, runRounds, runRoundsSync } from '../problem/rounds.js'
import { copyOf, upload } from '../problem/transfer.js'
import { factorsOf, type Grouping, gramOf, mergeColumns, spread } from './merging.js'
import { type AsyncRoundsOptions, type RoundsOptions, roundsSpec, withColumns } from './options.js'

/** Options of {@link soda}. */
export interface SodaOptions extends RoundsOptions, AsyncRoundsOptions {
  /** The numbers of clusters of the layers, first layer first, none above the one before it. */
  ranks: readonly number[]
  /**
   * X is not the data but what is known of it, the inner products of its columns: symmetric, n x n, such as a kernel or
   * a similarity of nodes. Then W = X Hᵀ are inner products with the basis vectors. `false` when absent.
   */
  similarity?: boolean
}

/** Options of {@link sodaSync}. */
export type SodaSyncOptions = Omit<SodaOptions, keyof AsyncRoundsOptions>

/** One layer of {@link soda}. */
export interface SodaLayer {
  /** m x r, the basis vectors: X times the transpose of H of all layers so far, multiplied. */
  readonly W: Matrix
  /** r x (the rank before, or n): one entry in each column, rows of length one. */
  readonly H: Matrix
  /** The cluster of each column of X. */
  readonly labels: Uint32Array
  /** `½‖X - W H … H₁‖²`, the error of this layer on the data. */
  readonly error: number
}

/**
 * The successive orthogonal decomposition algorithm (SODA): merges the columns of X pair by pair,
 * and gives the layers of a deep orthogonal factorization at the ranks asked for.
 *
 * Objective: each merge replaces columns u and v by w so that `½(‖u - α w‖² + ‖v - β w‖²)` with
 * α² + β² = 1 is the smallest of all pairs, in closed form. The error of a layer is the sum over its
 * merges. Equally cheap pairs go by the lower columns.
 *
 * Cost: O(m n²) for the inner products of all columns, which is all that is kept of the data, then
 * O(n) for most merges and never more than O(n² log n) for all; O(n²) memory.
 *
 * @param X m x n, nonnegative, samples in columns; with `similarity` n x n, symmetric
 * @returns a layer for each rank
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work; `ERR_OUT_OF_MEMORY`
 *
 * Reference: De Handschutter (2023), section 6.1, algorithms 12 and 13; Müllner (2011) and Day,
 * Edelsbrunner (1984) for the search for the cheapest pair.
 *
 * @example
 * const [first, second] = await soda(X, { ranks: [16, 4] })
 */
export async function soda(X: MatrixLike, options: SodaOptions): Promise<readonly SodaLayer[]> {
  return runRounds(withColumns(X, (matrix, temporary) => plan('soda', matrix, temporary, options, false)))
}

/** {@link soda} in one go: it holds the event loop until it ends. */
export function sodaSync(X: MatrixLike, options: SodaSyncOptions): readonly SodaLayer[] {
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan('sodaSync', matrix, temporary, options, true)))
}

function plan(
  name: string,
  data: Matrix,
  temporary: boolean,
  options: unknown,
  sync: boolean,
): RoundsPlan<readonly SodaLayer[]> {
  const checked = checkOptions(name, options, {
    ranks: ranks(data.cols),
    similarity: optional(boolean(), false),
    ...roundsSpec(sync),
  })
  checkNonnegative(data, 'X')
  if (checked.similarity) checkSymmetric('X', data)
  function* work(arena: Arena, X: Value): Rounds<readonly SodaLayer[]> {
    const gram = checked.similarity ? copyOf(arena, X) : gramOf(arena, X)
    const groupings = yield* mergeColumns(arena, gram, checked.ranks)
    arena.discard(gram)
    return groupings.map((grouping, l) => layerOf(arena, X, groupings[l - 1], grouping))
  }
  return { ...checked, data, temporary, work }
}

function layerOf(arena: Arena, X: Value, before: Grouping | undefined, grouping: Grouping): SodaLayer {
  const { W, H } = factorsOf(arena, X, grouping)
  const { labels, error } = grouping
  if (before === undefined) return { W: handOver(arena, W), H: handOver(arena, H), labels, error }
  arena.discard(H)
  const step = stepBetween(before, grouping)
  const between = upload(arena, grouping.clusters, before.clusters, step)
  return { W: handOver(arena, W), H: handOver(arena, between), labels, error }
}

/** The H that takes the clusters of one layer to those of the next: the weight that each has gained since. */
function stepBetween(before: Grouping, after: Grouping): Float64Array {
  const [labels, weights] = [new Uint32Array(before.clusters), new Float64Array(before.clusters)]
  // The largest weight of a cluster says it best.
  const largest = new Float64Array(before.clusters)
  before.labels.forEach((cluster, j) => {
    labels[cluster] = after.labels[j] as number
    const weight = before.weights[j] as number
    if (weight <= (largest[cluster] as number)) return
    largest[cluster] = weight
    weights[cluster] = (after.weights[j] as number) / weight
  })
  return spread(labels, weights, after.clusters)
}
