import { invalidOption } from '../errors.js'
import { toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'

/**
 * The cluster of every sample by its factor H: the feature that contributes most to it, the largest of `‖w_k‖ h_kj` over
 * k, which does not hang on how the scale is divided between W and H. Equal contributions go by the lower index, and a
 * sample to which nothing contributes belongs to cluster 0. Cost: O((m + n) r).
 *
 * Reference: Brunet, Tamayo, Golub and Mesirov (2004).
 *
 * @param factors H (r x n), and W (m x r), without which the largest of h_kj counts; a fit of one layer has both
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE` where W has not as many columns as H has rows
 *
 * @example
 * clusteringAccuracy(clusterLabels(await nmf(X, { rank: 4 })), truth)
 */
export function clusterLabels(factors: { readonly W?: MatrixLike; readonly H: MatrixLike }): Uint32Array {
  const H = toMatrix(factors.H, 'H')
  const W = factors.W === undefined ? undefined : toMatrix(factors.W, 'W')
  try {
    if (W !== undefined && W.cols !== H.rows) {
      throw invalidOption('W', W.shape, `${H.rows} columns, as many as H has rows`, 'ERR_SHAPE')
    }
    const lengths = W === undefined ? new Float64Array(H.rows).fill(1) : columnLengths(W.toArray(), W.cols)
    const { rows, cols } = H
    const values = H.toArray()
    const labels = new Uint32Array(cols)
    for (let j = 0; j < cols; j++) {
      let largest = 0
      for (let k = 0; k < rows; k++) {
        const contribution = (lengths[k] as number) * (values[k * cols + j] as number)
        if (contribution > largest) [largest, labels[j]] = [contribution, k]
      }
    }
    return labels
  } finally {
    if (W !== factors.W) W?.dispose()
    if (H !== factors.H) H.dispose()
  }
}

function columnLengths(values: Float64Array, cols: number): Float64Array {
  const squares = new Float64Array(cols)
  values.forEach((value, at) => {
    squares[at % cols] = (squares[at % cols] as number) + value * value
  })
  return squares.map(Math.sqrt)
}
