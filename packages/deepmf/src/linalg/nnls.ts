import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions } from '../options/index.js'
import { checkRightSide, compute, type LinalgOptions, linalgSpec } from './on-backend.js'

/**
 * Nonnegative least squares: for every column b of B the x >= 0 that minimises `‖A x - b‖`.
 *
 * From the data by Lawson and Hanson's active sets, on a factor A = Q R in double precision, so that columns of A that
 * are nearly dependent cost no more digits than they must. A column that depends on those in use to rounding gets weight
 * zero. O(m n² + m n p) for A and B, and about O(n³) for every column of B. Same bits on every backend.
 *
 * @param A m x n
 * @param B m x p
 * @returns X (n x p), and `‖A x - b‖` of every column
 * @throws DeepMFError `ERR_SHAPE` where B has not m rows; `ERR_PRECISION`; `ERR_SCALE`, `ERR_NOT_FINITE`,
 *   `ERR_INVALID_MATRIX`, `ERR_BACKEND_UNAVAILABLE`; in a browser `ERR_BACKEND_NOT_LOADED` before the first fit or
 *   `loadBackend()`
 *
 * Reference: Lawson, Hanson (1974), *Solving least squares problems*, chapter 23.
 *
 * @example
 * nnls([[1, 0], [0, 1], [1, 1]], [[2], [-1], [1]]).X.toRows()   // [[1.5], [0]]
 */
export function nnls(
  A: MatrixLike,
  B: MatrixLike,
  options?: LinalgOptions,
): { readonly X: Matrix; readonly residualNorms: Float64Array } {
  return compute(
    { A, B },
    ({ A, B }) => {
      checkRightSide(A, B)
      return checkOptions('nnls', options, linalgSpec)
    },
    ({ arena, given: { A, B }, take, numbers }) => {
      const [X, residuals] = [arena.allocate(A.cols, B.cols), arena.allocate(1, B.cols)]
      arena.backend.kernels.nnls(X.id, residuals.id, A.id, B.id)
      return { X: take(X), residualNorms: numbers(residuals) }
    },
  )
}
