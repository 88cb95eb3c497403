import type { Arena, Value } from '../problem/arena.js'
import { upload } from '../problem/transfer.js'
import { rankOneBases } from './bases.js'
import type { SplitNode } from './splitting.js'

/** The cluster of each of n columns. */
export function leafLabels(n: number, leaves: readonly SplitNode[]): Uint32Array {
  const labels = new Uint32Array(n)
  leaves.forEach(({ members }, label) => {
    for (const column of members) labels[column] = label
  })
  return labels
}

/** A basis vector for each leaf, its columns' mean length long. */
export function leafBases(arena: Arena, X: Value, leaves: readonly SplitNode[]): Value {
  const labels = leafLabels(X.cols, leaves)
  const means = arena.allocate(X.rows, leaves.length)
  const [given, distances] = [upload(arena, 1, X.cols, Float64Array.from(labels)), arena.allocate(1, X.cols)]
  arena.backend.kernels.clusterMeans(means.id, given.id, distances.id, X.id, false)
  const { W, H } = rankOneBases(arena, X, labels, means)
  // W holds each cluster's singular value: as much as all of its columns together.
  const scale = Float64Array.from(leaves, ({ members }) => 1 / Math.sqrt(members.length))
  const scales = upload(arena, 1, leaves.length, scale)
  arena.backend.kernels.scaleColumns(W.id, scales.id)
  for (const value of [given, distances, H, scales]) arena.discard(value)
  return W
}
