import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions } from '../options/index.js'
import { compute, type LinalgOptions, linalgSpec } from './on-backend.js'
import { checkSymmetric } from './symmetric.js'

/**
 * The lower triangular L with A = L Lᵀ, for a symmetric positive definite matrix: O(n³ / 3). Same bits on every backend.
 *
 * @param A n x n, symmetric up to rounding; its lower triangle is what counts
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_INVALID_MATRIX` where A is not symmetric,
 *   `ERR_NOT_POSITIVE_DEFINITE`, `ERR_UNKNOWN_OPTION`
 *
 * Reference: Golub and Van Loan, Matrix Computations (2013), section 4.2.
 *
 * @example
 * cholesky([[4, 2], [2, 5]]).toRows()   // [[2, 0], [1, 2]]
 */
export function cholesky(A: MatrixLike, options?: LinalgOptions): Matrix {
  return compute(
    { A },
    ({ A }) => {
      checkSymmetric('A', A)
      return checkOptions('cholesky', options, linalgSpec)
    },
    ({ arena, given, take }) => {
      const L = arena.allocate(given.A.rows, given.A.rows)
      arena.backend.kernels.cholesky(L.id, given.A.id)
      return take(L)
    },
  )
}

/**
 * The logarithm of the determinant of a symmetric positive definite matrix, from its Cholesky factor: it neither
 * overflows nor vanishes where the determinant does. O(n³ / 3). Same bits on every backend.
 *
 * @param A n x n, symmetric up to rounding; its lower triangle is what counts
 * @throws DeepMFError as {@link cholesky}
 *
 * @example
 * logDeterminant([[4, 2], [2, 5]])   // log 16
 */
export function logDeterminant(A: MatrixLike, options?: LinalgOptions): number {
  return compute(
    { A },
    ({ A }) => {
      checkSymmetric('A', A)
      return checkOptions('logDeterminant', options, linalgSpec)
    },
    ({ arena, given }) => arena.backend.kernels.logDeterminant(given.A.id),
  )
}
