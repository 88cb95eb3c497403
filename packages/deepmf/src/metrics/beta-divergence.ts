import { backendName, requireBackend } from '../backend/select.js'
import { weightsOption } from '../divergence/data.js'
import { type Loss, lossOption } from '../divergence/loss.js'
import { DeepMFError } from '../errors.js'
import type { DataLike } from '../matrix/index.js'
import { checkNonnegative, isMatrix, isSparseMatrix, onBackend, toMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { checkOptions } from '../options/index.js'
import type { MetricOptions } from './relative-error.js'

/** Options of {@link betaDivergence}. */
export interface BetaDivergenceOptions extends MetricOptions {
  /** How much every entry counts, a matrix like X; of a sparse one, for a sparse X, the cells that it stores. */
  readonly weights?: DataLike
}

/**
 * The beta-divergence `Σ d_beta(x_ij | v_ij)` of an approximation V, or of the product V = W H, which is never formed.
 *
 * Beta 1 (`'kullback-leibler'`): `x log(x / v) - x + v`; beta 0 (`'itakura-saito'`): `x / v - log(x / v) - 1`; otherwise
 * `(x^beta + (beta - 1) v^beta - beta x v^(beta - 1)) / (beta (beta - 1))`, for beta 2 (`'frobenius'`) half the squared
 * error. Where x is 0 the limit counts. It is infinite where a term is. Cost: that of the product; for sparse X and beta
 * 1, of its stored entries; with sparse weights, of theirs.
 *
 * @param X m x n, nonnegative, dense or sparse
 * @param approximation V, m x n, or `{ W, H }`; nonnegative, of the precision of X
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NEGATIVE`, `ERR_SHAPE`, `ERR_PRECISION`, `ERR_INVALID_OPTION`
 *
 * Reference: Févotte, Idier (2011).
 *
 * @example
 * betaDivergence(X, fit, 'kullback-leibler')
 */
export function betaDivergence(
  X: DataLike,
  approximation: MatrixLike | { readonly W: MatrixLike; readonly H: MatrixLike },
  loss: Loss,
  options?: BetaDivergenceOptions,
): number {
  const beta = lossOption()('loss', loss)
  const data = isSparseMatrix(X) ? X : toMatrix(X, 'X')
  const temporaries: Matrix[] = data === X || isSparseMatrix(data) ? [] : [data]
  const factor = (value: MatrixLike, what: string, rows: number | undefined, cols: number | undefined): Matrix => {
    const matrix = toMatrix(value, what, isMatrix(value) ? undefined : { precision: data.precision })
    if (matrix !== value) temporaries.push(matrix)
    checkNonnegative(matrix, what)
    if (matrix.rows !== (rows ?? matrix.rows) || matrix.cols !== (cols ?? matrix.cols)) {
      const allowed = `the shape [${rows ?? matrix.rows}, ${cols ?? matrix.cols}]`
      throw new DeepMFError('ERR_SHAPE', { option: what, received: matrix.shape, allowed })
    }
    if (matrix.precision !== data.precision) {
      const allowed = `${data.precision}, the precision of X`
      throw new DeepMFError('ERR_PRECISION', { option: what, received: matrix.precision, allowed })
    }
    return matrix
  }
  try {
    checkNonnegative(data, 'X')
    const { weights, backend: name } = checkOptions('betaDivergence', options, {
      weights: weightsOption(data),
      backend: backendName(),
    })
    if (weights?.converted === true) temporaries.push(weights.matrix as Matrix)
    const parts = isPair(approximation)
      ? [factor(approximation.W, 'W', data.rows, undefined), factor(approximation.H, 'H', undefined, data.cols)]
      : [factor(approximation as MatrixLike, 'approximation', data.rows, data.cols)]
    const [W, H] = parts as [Matrix, Matrix | undefined]
    if (H !== undefined && H.rows !== W.cols) {
      throw new DeepMFError('ERR_SHAPE', {
        option: 'H',
        received: H.shape,
        allowed: `${W.cols} rows, as W has columns`,
      })
    }
    const backend = requireBackend(name)
    const id = (matrix: Matrix | SparseMatrix | undefined) => (matrix === undefined ? 0 : onBackend(matrix, backend))
    return backend.kernels.betaDivergence(onBackend(data, backend), id(W), id(H), id(weights?.matrix), 'all', beta, 0)
  } finally {
    for (const matrix of temporaries) matrix.dispose()
  }
}

const isPair = (value: unknown): value is { readonly W: MatrixLike; readonly H: MatrixLike } =>
  typeof value === 'object' && value !== null && 'W' in value && 'H' in value
