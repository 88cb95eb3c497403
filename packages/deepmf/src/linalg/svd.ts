import type { SparseMatrix } from '../matrix/index.js'
import { isSparseMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import {
  checkOptions,
  dependingOn,
  LARGEST_SEED,
  oneOf,
  optional,
  rank as rankOption,
  wholeNumber,
} from '../options/index.js'
import { compute, computeSparse, type LinalgOptions, linalgSpec, type Work } from './on-backend.js'
import { cheaperMethod, singularVectors } from './singular-vectors.js'

/** Options of {@link svd}. */
export interface SvdOptions extends LinalgOptions {
  /** How many singular values; all min(m, n) when absent. */
  readonly rank?: number
  /**
   * `'full'` decomposes the whole matrix, `'randomised'` only multiplies with it. When absent: randomised where
   * 4 (rank + oversampling) is at most min(m, n), and for a sparse matrix wherever the rank is below min(m, n).
   */
  readonly method?: 'full' | 'randomised'
  /** Random columns beyond the rank; 10 when absent. */
  readonly oversampling?: number
  /** Steps of subspace iteration; 7 when absent. */
  readonly iterations?: number
  /** Decides the random columns: whole, 0 to 2^53 - 1; 0 when absent, so that the same call gives the same result. */
  readonly seed?: number
}

/** The result of {@link svd}. */
export interface Svd {
  /** m x rank, orthonormal columns; in each the entry of the largest magnitude is positive. */
  readonly U: Matrix
  /** The largest first, none negative. */
  readonly singularValues: Float64Array
  /** n x rank, orthonormal columns. */
  readonly V: Matrix
  /** Gives the memory of U and V back. */
  dispose(): void
  [Symbol.dispose](): void
}

/**
 * The singular value decomposition X ≈ U diag(σ) Vᵀ: of all matrices of that rank the nearest one to X.
 *
 * Objective: minimise `‖X - U diag(σ) Vᵀ‖` over orthonormal U (m x rank) and V (n x rank), σ >= 0. In full: O(m n min(m, n)),
 * to rounding. Randomised: 2 · iterations + 2 products with X, O(m n (rank + oversampling)) each; the error in σ_j beyond
 * rounding falls as (σ_{k+1} / σ_j)^(4 · iterations + 2), k = rank + oversampling. Same bits on every backend.
 *
 * @param X m x n, dense or sparse
 * @throws DeepMFError what `Matrix.from` throws; `ERR_RANK`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`; `ERR_OVERFLOW`
 *   where a singular value is beyond the largest number
 *
 * Reference: Golub and Kahan (1965), Golub and Reinsch (1970); Halko, Martinsson and Tropp (2011).
 *
 * @example
 * const { U, singularValues, V } = svd(X, { rank: 5 })
 */
export function svd(X: MatrixLike | SparseMatrix, options?: SvdOptions): Svd {
  if (isSparseMatrix(X)) return computeSparse({ X }, ({ X }) => checkSvdOptions(options, X), decompose)
  return compute({ X }, ({ X }) => checkSvdOptions(options, X), decompose)
}

function decompose({ arena, given, take, numbers }: Work<'X'>, options: ReturnType<typeof checkSvdOptions>): Svd {
  const { rank, backend: _, ...sketch } = options
  const { U, sigma, V } = singularVectors(arena, given.X, rank, { ...sketch, stream: 0 })
  const singularValues = numbers(sigma)
  return decomposition(take(U), singularValues, take(V))
}

function checkSvdOptions(options: unknown, X: Matrix | SparseMatrix) {
  const largest = Math.min(X.rows, X.cols)
  return checkOptions('svd', options, {
    ...linalgSpec,
    rank: (option, value) => (value === undefined ? largest : rankOption(largest)(option, value)),
    oversampling: optional(wholeNumber(0, 2 ** 31 - 1), 10),
    method: dependingOn(({ rank, oversampling }) =>
      optional(oneOf('full', 'randomised'), cheaperMethod(X, rank as number, oversampling as number)),
    ),
    iterations: optional(wholeNumber(0, 2 ** 31 - 1), 7),
    seed: optional(wholeNumber(0, LARGEST_SEED), 0),
  })
}

function decomposition(U: Matrix, singularValues: Float64Array, V: Matrix): Svd {
  const dispose = () => {
    U.dispose()
    V.dispose()
  }
  return { U, singularValues, V, dispose, [Symbol.dispose]: dispose }
}
