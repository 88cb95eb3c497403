import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'
import { download, upload } from '../problem/transfer.js'

/** Merges between two pauses: so many, or this share of the clusters, for what a call learns is gone when it ends. */
const [MERGES, SHARE] = [16, 1 / 8]

/** How the columns of X are grouped at one number of clusters, and with which weights. */
export interface Grouping {
  /** The cluster of each column, 0, 1, ... in the order of their lowest columns. */
  readonly labels: Uint32Array
  /** The entry of each column in its row of H; the rows of H have length one. */
  readonly weights: Float64Array
  readonly clusters: number
  /** `½‖X − W H‖²` with W = X Hᵀ. */
  readonly error: number
}

/**
 * Merges the columns of a matrix pair by pair, the cheapest first (SODA), from its Gram matrix, which is used up, and
 * reports how it stands at each of `counts` clusters, from many to few.
 */
export function* mergeColumns(arena: Arena, gram: Value, counts: readonly number[]): Rounds<Grouping[]> {
  const { kernels } = arena.backend
  const state = arena.allocate(5, gram.cols)
  kernels.mergeStart(state.id, gram.id)
  let [clusters, error] = [gram.cols, 0]
  const groupings: Grouping[] = []
  for (const count of counts) {
    while (clusters > count) {
      const merges = Math.min(Math.max(MERGES, Math.ceil(SHARE * clusters)), clusters - count)
      error += kernels.mergePairs(gram.id, state.id, merges)
      clusters -= merges
      yield
    }
    groupings.push(groupingOf(download(arena, state), gram.cols, clusters, error))
  }
  arena.discard(state)
  return groupings
}

/** The inner products of all columns. */
export function gramOf(arena: Arena, X: Value): Value {
  const gram = arena.allocate(X.cols, X.cols)
  arena.backend.kernels.gram(gram.id, X.id, true, 1, 0)
  return gram
}

/** W = X Hᵀ and H (clusters x n) of a grouping. */
export function factorsOf(arena: Arena, X: Value, { labels, weights, clusters }: Grouping) {
  const H = upload(arena, clusters, X.cols, spread(labels, weights, clusters))
  const W = arena.allocate(X.rows, clusters)
  arena.backend.kernels.gemm(W.id, false, true, 1, X.id, H.id, 0)
  return { W, H }
}

/** The matrix with one entry in each column: `values[j]` in row `labels[j]`. */
export function spread(labels: Uint32Array, values: Float64Array, rows: number): Float64Array {
  const entries = new Float64Array(rows * labels.length)
  labels.forEach((label, j) => {
    entries[label * labels.length + j] = values[j] as number
  })
  return entries
}

function groupingOf(state: Float64Array, n: number, clusters: number, error: number): Grouping {
  const lowest = state.subarray(3 * n, 4 * n)
  const rank = new Map<number, number>()
  const labels = Uint32Array.from(lowest, (column) => {
    const known = rank.get(column)
    if (known !== undefined) return known
    rank.set(column, rank.size)
    return rank.size - 1
  })
  return { labels, weights: state.slice(4 * n), clusters, error }
}
