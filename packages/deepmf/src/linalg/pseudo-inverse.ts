import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions, numberWhere, optional } from '../options/index.js'
import { checkRightSide, compute, type LinalgOptions, linalgSpec } from './on-backend.js'

/** Options of {@link pseudoInverse} and {@link leastSquares}. */
export interface RankOptions extends LinalgOptions {
  /**
   * Singular values of at most this fraction of the largest count as zero: 0 or more, below 1. When absent
   * max(m, n) ε, with ε = 2^-52, or 2^-23 in float32.
   */
  readonly tolerance?: number
}

/**
 * The Moore-Penrose inverse A⁺ = V diag(1 / σ) Uᵀ over the singular values that count, and how many those are: the rank.
 * Of all matrices P that make `‖A P - I‖` smallest it is the one with the smallest norm. O(m n min(m, n)). Same bits on
 * every backend.
 *
 * @param A m x n
 * @returns the inverse, n x m, and the rank
 * @throws DeepMFError what `Matrix.from` throws; `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * Reference: Penrose (1955); Golub and Van Loan, Matrix Computations (2013), section 5.5.
 *
 * @example
 * pseudoInverse([[1, 1], [1, 1]])   // { inverse: [[0.25, 0.25], [0.25, 0.25]], rank: 1 }
 */
export function pseudoInverse(
  A: MatrixLike,
  options?: RankOptions,
): { readonly inverse: Matrix; readonly rank: number } {
  return compute(
    { A },
    () => checkRankOptions('pseudoInverse', options),
    ({ arena, given: { A }, take }, { tolerance }) => {
      const inverse = arena.allocate(A.cols, A.rows)
      const rank = arena.backend.kernels.pseudoInverse(inverse.id, A.id, tolerance)
      return { inverse: take(inverse), rank }
    },
  )
}

/**
 * Least squares: of all X (n x p) that minimise `‖A X - B‖` the one with the smallest norm, A⁺ B, and the rank of A.
 * O(m n min(m, n) + m n p). Same bits on every backend.
 *
 * @param A m x n
 * @param B m x p
 * @throws DeepMFError as {@link pseudoInverse}; `ERR_SHAPE` where B has not m rows, `ERR_PRECISION`
 *
 * @example
 * leastSquares([[1], [1]], [[1], [3]]).X.toRows()   // [[2]]
 */
export function leastSquares(
  A: MatrixLike,
  B: MatrixLike,
  options?: RankOptions,
): { readonly X: Matrix; readonly rank: number } {
  return compute(
    { A, B },
    ({ A, B }) => {
      checkRightSide(A, B)
      return checkRankOptions('leastSquares', options)
    },
    ({ arena, given: { A, B }, take }, { tolerance }) => {
      const X = arena.allocate(A.cols, B.cols)
      const rank = arena.backend.kernels.leastSquares(X.id, A.id, B.id, tolerance)
      return { X: take(X), rank }
    },
  )
}

/** To the kernels, a negative tolerance stands for the one that goes with shape and precision. */
const DEFAULT = -1

const checkRankOptions = (owner: string, options: unknown) =>
  checkOptions(owner, options, {
    ...linalgSpec,
    tolerance: optional(
      numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1'),
      DEFAULT,
    ),
  })
