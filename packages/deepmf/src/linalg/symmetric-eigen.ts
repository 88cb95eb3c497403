import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions } from '../options/index.js'
import { compute, type LinalgOptions, linalgSpec } from './on-backend.js'
import { checkSymmetric } from './symmetric.js'

/** The result of {@link symmetricEigen}. */
export interface SymmetricEigen {
  /** The eigenvalues, the largest first. */
  readonly values: Float64Array
  /** n x n: column j belongs to eigenvalue j; orthonormal, in each the entry of the largest magnitude positive. */
  readonly vectors: Matrix
}

/**
 * The eigendecomposition A = V diag(λ) Vᵀ of a symmetric matrix, to rounding: O(n³). Same bits on every backend.
 *
 * @param A n x n, symmetric up to rounding; its lower triangle is what counts
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_INVALID_MATRIX` where A is not symmetric,
 *   `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * Reference: Householder's tridiagonal form and implicit QL steps, Dubrulle, Martin and Wilkinson (1968).
 *
 * @example
 * const { values, vectors } = symmetricEigen([[2, 1], [1, 2]])   // values: 3, 1
 */
export function symmetricEigen(A: MatrixLike, options?: LinalgOptions): SymmetricEigen {
  return compute(
    { A },
    ({ A }) => {
      checkSymmetric('A', A)
      return checkOptions('symmetricEigen', options, linalgSpec)
    },
    ({ arena, given, take, numbers }) => {
      const values = arena.allocate(1, given.A.rows)
      const vectors = arena.allocate(given.A.rows, given.A.rows)
      arena.backend.kernels.symmetricEigen(values.id, vectors.id, given.A.id)
      return { values: numbers(values), vectors: take(vectors) }
    },
  )
}
