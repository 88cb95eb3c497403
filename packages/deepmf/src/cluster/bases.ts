import type { Arena, Value } from '../problem/arena.js'
import { download, upload } from '../problem/transfer.js'
import { spread } from './merging.js'

/** Steps of the power method; a basis vector is near the mean of its cluster, where it starts. */
const STEPS = 3

/**
 * One basis vector for each cluster, the one that explains most of its columns: W and H with
 * W = X Hᵀ, the rows of H having length one, which makes X ≈ W H the best orthogonal factorization
 * for these labels, up to the convergence of the power method.
 *
 * @param bases one vector for each cluster to start from; used up
 */
export function rankOneBases(arena: Arena, X: Value, labels: Uint32Array, bases: Value) {
  let [W, H] = [bases, undefined as Value | undefined]
  for (let step = 0; step < STEPS; step++) {
    const weights = unitWeights(labels, ownProducts(arena, X, W, labels), W.cols)
    for (const value of H === undefined ? [W] : [W, H]) arena.discard(value)
    H = upload(arena, bases.cols, X.cols, spread(labels, weights, bases.cols))
    W = arena.allocate(X.rows, bases.cols)
    arena.backend.kernels.gemm(W.id, false, true, 1, X.id, H.id, 0)
  }
  return { W, H: H as Value }
}

/** The cluster whose basis vector is nearest to each column in direction, the lowest one of equals. */
export function nearestDirections(arena: Arena, X: Value, W: Value): Uint32Array {
  const { kernels } = arena.backend
  const [products, squares] = [arena.allocate(W.cols, X.cols), arena.allocate(1, W.cols)]
  kernels.gemm(products.id, true, false, 1, W.id, X.id, 0)
  kernels.columnNormsSquared(squares.id, W.id)
  const [cosines, norms] = [download(arena, products), download(arena, squares).map(Math.sqrt)]
  for (const value of [products, squares]) arena.discard(value)
  const labels = new Uint32Array(X.cols)
  const largest = new Float64Array(X.cols).fill(Number.NEGATIVE_INFINITY)
  norms.forEach((norm, l) => {
    for (let j = 0; j < X.cols; j++) {
      const cosine = norm > 0 ? (cosines[l * X.cols + j] as number) / norm : 0
      if (cosine > (largest[j] as number)) {
        largest[j] = cosine
        labels[j] = l
      }
    }
  })
  return labels
}

/** wᵀx of each column with the vector of its own cluster, none below zero. */
function ownProducts(arena: Arena, X: Value, W: Value, labels: Uint32Array): Float64Array {
  const products = arena.allocate(W.cols, X.cols)
  arena.backend.kernels.gemm(products.id, true, false, 1, W.id, X.id, 0)
  const entries = download(arena, products)
  arena.discard(products)
  return Float64Array.from(labels, (label, j) => Math.max(0, entries[label * X.cols + j] as number))
}

/** The weights of each cluster at length one; a cluster of zeros has equal ones. */
function unitWeights(labels: Uint32Array, weights: Float64Array, clusters: number): Float64Array {
  const [largest, squares] = [new Float64Array(clusters), new Float64Array(clusters)]
  labels.forEach((label, j) => {
    largest[label] = Math.max(largest[label] as number, weights[j] as number)
  })
  const scaled = weights.map((weight, j) => {
    const most = largest[labels[j] as number] as number
    return most > 0 ? weight / most : 1
  })
  labels.forEach((label, j) => {
    squares[label] = (squares[label] as number) + (scaled[j] as number) ** 2
  })
  return scaled.map((weight, j) => weight / Math.sqrt(squares[labels[j] as number] as number))
}
