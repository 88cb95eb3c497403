import { invalidOption } from '../errors.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions } from '../options/index.js'
import { compute, type LinalgOptions, linalgSpec } from './on-backend.js'

/**
 * The min(m, n) singular values of a matrix, the largest first, without their vectors: O(m n min(m, n)). Same bits on
 * every backend as those of {@link svd}.
 *
 * @param X m x n
 * @throws DeepMFError what `Matrix.from` throws; `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * @example
 * singularValues([[0, 2], [3, 0]])   // 3, 2
 */
export function singularValues(X: MatrixLike, options?: LinalgOptions): Float64Array {
  return spectrum('singularValues', X, options)
}

/** {@link singularValues}, for the function of that name. */
export function spectrum(owner: string, X: MatrixLike, options: LinalgOptions | undefined): Float64Array {
  return compute(
    { X },
    () => checkOptions(owner, options, linalgSpec),
    ({ arena, given: { X }, numbers }) => {
      const sigma = arena.allocate(1, Math.min(X.rows, X.cols))
      arena.backend.kernels.singularValues(sigma.id, X.id)
      return numbers(sigma)
    },
  )
}

/**
 * Shrinks every singular value by a threshold, to zero where it is smaller: the proximal map of the nuclear norm,
 *
 *     argmin over Y of  ½ ‖Y - X‖² + threshold ‖Y‖_*
 *
 * O(m n min(m, n)). Same bits on every backend.
 *
 * @param X m x n
 * @param threshold finite, 0 or more
 * @returns Y, and how many singular values it has left
 * @throws DeepMFError what `Matrix.from` throws; `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * Reference: Cai, Candès and Shen (2010), theorem 2.1.
 *
 * @example
 * shrinkSingularValues([[3, 0], [0, 1]], 2)   // { matrix: [[1, 0], [0, 0]], rank: 1 }
 */
export function shrinkSingularValues(
  X: MatrixLike,
  threshold: number,
  options?: LinalgOptions,
): { readonly matrix: Matrix; readonly rank: number } {
  return compute(
    { X },
    () => {
      if (typeof threshold !== 'number' || !Number.isFinite(threshold) || threshold < 0) {
        throw invalidOption('threshold', threshold, 'a finite number, 0 or more')
      }
      return checkOptions('shrinkSingularValues', options, linalgSpec)
    },
    ({ arena, given: { X }, take }) => {
      const { kernels } = arena.backend
      const Y = arena.allocate(X.rows, X.cols)
      kernels.copy(Y.id, X.id)
      const rank = kernels.shrinkSingularValues(Y.id, threshold)
      return { matrix: take(Y), rank }
    },
  )
}
