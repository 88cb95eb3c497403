import type { Arena, Value } from '../problem/arena.js'
import { normsSquared } from '../problem/products.js'
import type { Rounds } from '../problem/rounds.js'
import { copyOf, download, upload } from '../problem/transfer.js'

/** How k-means works. */
export interface LloydSettings {
  readonly clusters: number
  /** Directions only: columns and centroids at unit length. */
  readonly spherical: boolean
  readonly restarts: number
  readonly maxIterations: number
  readonly seed: number
  /** The first stream of the seed that is drawn from; each restart takes one. */
  readonly stream: number
}

/** Where one run of Lloyd's iteration ended; the matrices are the arena's. */
export interface LloydRun {
  /** m x clusters. */
  readonly centroids: Value
  /** 1 x n. */
  readonly labels: Value
  readonly inertia: number
  readonly iterations: number
}

/** The best of several runs of k-means from starts by k-means++, the first one of equals. */
export function* kMeansRounds(arena: Arena, X: Value, settings: LloydSettings): Rounds<LloydRun> {
  const data = settings.spherical ? unitColumns(arena, X) : X
  let best: LloydRun | undefined
  for (let restart = 0; restart < settings.restarts; restart++) {
    const run = yield* lloyd(arena, data, settings, settings.stream + restart)
    const [kept, left] = best === undefined || run.inertia < best.inertia ? [run, best] : [best, run]
    for (const value of left === undefined ? [] : [left.centroids, left.labels]) arena.discard(value)
    best = kept
  }
  if (data !== X) arena.discard(data)
  return best as LloydRun
}

function* lloyd(arena: Arena, X: Value, settings: LloydSettings, stream: number): Rounds<LloydRun> {
  const { kernels } = arena.backend
  const centroids = arena.allocate(X.rows, settings.clusters)
  const [labels, distances] = [arena.allocate(1, X.cols), arena.allocate(1, X.cols)]
  yield* seedCentroids(arena, X, centroids, distances, settings.seed, stream)
  // No column has a label yet.
  kernels.fill(labels.id, -1)
  let iterations = 0
  while (kernels.nearestCentroids(labels.id, distances.id, X.id, centroids.id) > 0) {
    if (iterations === settings.maxIterations) break
    iterations += 1
    kernels.clusterMeans(centroids.id, labels.id, distances.id, X.id, settings.spherical)
    yield
  }
  const squares = kernels.sum(distances.id)
  arena.discard(distances)
  // Half the squared distance of two vectors of length one is 1 less their cosine.
  return { centroids, labels, inertia: settings.spherical ? squares / 2 : squares, iterations }
}

function* seedCentroids(
  arena: Arena,
  X: Value,
  centroids: Value,
  distances: Value,
  seed: number,
  stream: number,
): Rounds<void> {
  const { kernels } = arena.backend
  const drawn = arena.allocate(1, centroids.cols)
  kernels.randomFill(drawn.id, 'uniform', 0, 1, seed, stream)
  const chances = download(arena, drawn)
  arena.discard(drawn)
  for (let count = 0; count < centroids.cols; count++) {
    kernels.seedCentroid(centroids.id, distances.id, X.id, count, chances[count] as number)
    yield
  }
}

/** The columns at unit length; a column of zeros stays one. */
function unitColumns(arena: Arena, X: Value): Value {
  const { kernels } = arena.backend
  const squares = arena.allocate(1, X.cols)
  normsSquared(kernels, squares, X, 'columns')
  const scale = upload(
    arena,
    1,
    X.cols,
    download(arena, squares).map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0)),
  )
  const unit = scaledColumns(arena, X, scale)
  for (const value of [squares, scale]) arena.discard(value)
  return unit
}

function scaledColumns(arena: Arena, X: Value, scale: Value): Value {
  const { kernels } = arena.backend
  if (X.entries !== undefined) return arena.own({ ...X, id: kernels.sparseScaled(X.id, 0, scale.id) })
  const scaled = copyOf(arena, X)
  kernels.scaleColumns(scaled.id, scale.id)
  return scaled
}
