import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { boolean, checkOptions, optional } from '../options/index.js'
import { checkRightSide, checkSquare, compute, type LinalgOptions, linalgSpec } from './on-backend.js'
import { checkSymmetric } from './symmetric.js'

/** Options of {@link inverse} and {@link solve}. */
export interface SquareOptions extends LinalgOptions {
  /** Whether A is symmetric and positive definite, which halves the work; `false` when absent. */
  readonly definite?: boolean
}

/**
 * The inverse of a square matrix: by elimination with partial pivoting, or by Cholesky where A is said to be positive
 * definite. O(n³). Same bits on every backend. A system is better solved with {@link solve}, least squares with
 * `leastSquares`.
 *
 * @param A n x n
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`; `ERR_SINGULAR` where changes in the last bits of A would
 *   make a pivot zero; with `definite` `ERR_INVALID_MATRIX` where A is not symmetric and `ERR_NOT_POSITIVE_DEFINITE`;
 *   `ERR_OVERFLOW`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * Reference: Golub and Van Loan, Matrix Computations (2013), sections 3.4 and 4.2.
 *
 * @example
 * inverse([[0, 2], [4, 0]]).toRows()   // [[0, 0.25], [0.5, 0]]
 */
export function inverse(A: MatrixLike, options?: SquareOptions): Matrix {
  return compute(
    { A },
    ({ A }) => checkSquareOptions('inverse', A, options),
    ({ arena, given: { A }, take }, { definite }) => {
      const { kernels } = arena.backend
      const result = arena.allocate(A.rows, A.rows)
      if (definite) kernels.inverseDefinite(result.id, A.id)
      else kernels.inverse(result.id, A.id)
      return take(result)
    },
  )
}

/**
 * The X with A X = B, under the terms of {@link inverse}; every column of B is a right-hand side.
 *
 * Complexity: O(n³ + n² p).
 *
 * @param A n x n
 * @param B n x p
 * @throws DeepMFError as {@link inverse}; `ERR_SHAPE` too where B has not n rows, `ERR_PRECISION`
 *
 * @example
 * solve([[4, 2], [2, 5]], [[8], [12]], { definite: true }).toRows()   // [[1], [2]]
 */
export function solve(A: MatrixLike, B: MatrixLike, options?: SquareOptions): Matrix {
  return compute(
    { A, B },
    ({ A, B }) => {
      const checked = checkSquareOptions('solve', A, options)
      checkRightSide(A, B)
      return checked
    },
    ({ arena, given: { A, B }, take }, { definite }) => {
      const { kernels } = arena.backend
      const X = arena.allocate(B.rows, B.cols)
      kernels.copy(X.id, B.id)
      if (definite) {
        const L = arena.allocate(A.rows, A.rows)
        kernels.cholesky(L.id, A.id)
        kernels.choleskySolve(X.id, L.id)
      } else {
        kernels.solveGeneral(X.id, A.id)
      }
      return take(X)
    },
  )
}

function checkSquareOptions(owner: string, A: Matrix, options: unknown) {
  const checked = checkOptions(owner, options, { ...linalgSpec, definite: optional(boolean(), false) })
  if (checked.definite) checkSymmetric('A', A)
  else checkSquare('A', A)
  return checked
}
