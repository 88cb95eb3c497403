import { invalidOption } from '../errors.js'
import { checkScale, toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'
import { type Labels, ranked } from './labels.js'

/** What {@link silhouette} finds. */
export interface Silhouette {
  /** The mean over all samples. */
  readonly mean: number
  /** The value of every sample, from -1 (in the wrong cluster) to 1. */
  readonly samples: Float64Array
}

/**
 * The silhouette of a clustering: for each sample, with a the mean distance to the others of its cluster and b the least
 * mean distance to the samples of another one,
 *
 *     s = (b − a) / max(a, b)
 *
 * in Euclidean distance; 0 for a sample that is alone in its cluster, and where a and b are zero.
 *
 * Complexity: O(n² m).
 *
 * Reference: Rousseeuw, 1987.
 *
 * @param X m x n, samples in columns
 * @param labels the cluster of each column, whole numbers, two clusters or more
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SCALE`; `ERR_SHAPE` when labels are not as many as columns;
 *   `ERR_INVALID_OPTION` for other labels, or fewer than two clusters
 *
 * @example
 * silhouette([[0, 1, 10, 11]], [0, 0, 1, 1]).mean   // about 0.9
 */
export function silhouette(X: MatrixLike, labels: Labels): Silhouette {
  const matrix = toMatrix(X, 'X')
  try {
    checkScale(matrix, 'X', { tiny: true })
    const { ranks, clusters } = ranked(labels, 'labels')
    if (labels.length !== matrix.cols) {
      throw invalidOption('labels', labels, `${matrix.cols} labels, one for each column of X`, 'ERR_SHAPE')
    }
    if (clusters < 2) throw invalidOption('labels', labels, 'labels of two clusters or more')
    const columns = Array.from({ length: matrix.cols }, (_, j) => Float64Array.from(matrix.column(j)))
    return silhouettes(columns, ranks, clusters)
  } finally {
    if (matrix !== X) matrix.dispose()
  }
}

function silhouettes(columns: readonly Float64Array[], ranks: Uint32Array, clusters: number): Silhouette {
  const sizes = new Float64Array(clusters)
  for (const cluster of ranks) sizes[cluster] = (sizes[cluster] as number) + 1
  const samples = Float64Array.from(columns, (column, i) => {
    const own = ranks[i] as number
    if (sizes[own] === 1) return 0
    const sums = new Float64Array(clusters)
    columns.forEach((other, j) => {
      const cluster = ranks[j] as number
      sums[cluster] = (sums[cluster] as number) + distance(column, other)
    })
    const within = (sums[own] as number) / ((sizes[own] as number) - 1)
    let nearest = Number.POSITIVE_INFINITY
    sums.forEach((sum, cluster) => {
      if (cluster !== own) nearest = Math.min(nearest, sum / (sizes[cluster] as number))
    })
    const largest = Math.max(within, nearest)
    return largest > 0 ? (nearest - within) / largest : 0
  })
  return { mean: samples.reduce((sum, value) => sum + value, 0) / samples.length, samples }
}

function distance(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    const apart = (x[i] as number) - (y[i] as number)
    sum += apart * apart
  }
  return Math.sqrt(sum)
}
