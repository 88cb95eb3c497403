import { clusterColumns } from '../../../init/k-means.js'
import type { Arena, Value } from '../../../problem/arena.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Rounds } from '../../../problem/rounds.js'
import { download, upload } from '../../../problem/transfer.js'
import { nonnegativeCoefficients } from '../../../select/coefficients.js'
import { X } from '../names.js'

/** Where the weights of points start: as clusters of the points, or anywhere. */
export type ConvexInitName = 'k-means' | 'random'

export const CONVEX_INIT_NAMES = ['k-means', 'random'] as const satisfies readonly ConvexInitName[]

/** Runs of k-means, of which the best counts. */
const RUNS = 3

/** So much of its own cluster every point gets in all the others (Ding, Li and Jordan, 2010, section 3.2). */
const ELSEWHERE = 0.2

/** Starts `S ≈ Y C H`: defines C (points x rank) by the name of the start, and H as the best coefficients for it. */
export function* startConvex(
  expressions: Expressions,
  points: string,
  rank: number,
  init: ConvexInitName,
  seed: number,
  target = X,
): Rounds<void> {
  const { arena } = expressions
  const Y = expressions.named(points)
  const C = init === 'random' ? randomWeights(arena, Y, rank, seed) : yield* clusterWeights(arena, Y, rank, seed)
  expressions.define('C', C)
  yield
  const W = expressions.product([points, 'C'])
  expressions.define('H', nonnegativeCoefficients(arena, expressions.named(target), W))
}

/** Every point as much of everything, by chance. */
function randomWeights(arena: Arena, Y: Value, rank: number, seed: number): Value {
  const C = arena.allocate(Y.cols, rank)
  arena.backend.kernels.randomFill(C.id, 'uniform', 0, 2 / Y.cols, seed, 0)
  return C
}

/** Means of clusters of the points, with a part of the others in them. */
function* clusterWeights(arena: Arena, Y: Value, rank: number, seed: number): Rounds<Value> {
  const settings = { clusters: Math.min(rank, Y.cols), spherical: false, effort: RUNS }
  const { centroids, labels } = yield* clusterColumns(arena, Y, settings, seed, 0)
  const clusters = download(arena, labels)
  for (const value of [centroids, labels]) arena.discard(value)
  const sizes = new Float64Array(rank)
  for (const cluster of clusters) sizes[cluster] = (sizes[cluster] as number) + 1
  const weights = new Float64Array(Y.cols * rank)
  clusters.forEach((cluster, j) => {
    for (let k = 0; k < rank; k++) {
      weights[j * rank + k] = (ELSEWHERE + Number(k === cluster)) / Math.max(1, sizes[k] as number)
    }
  })
  return upload(arena, Y.cols, rank, weights)
}
