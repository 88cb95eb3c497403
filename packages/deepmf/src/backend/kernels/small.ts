import { namesOf } from './names.js'

/**
 * Linear algebra at the size of the ranks. A call without a result throws `ERR_NOT_FINITE`, `ERR_OVERFLOW`,
 * `ERR_SINGULAR`, `ERR_NOT_POSITIVE_DEFINITE` or `ERR_NOT_CONVERGED` and leaves its outputs as they were. Of a symmetric
 * matrix the lower triangle is read.
 */
export interface SmallKernels {
  /** The largest absolute eigenvalue of a symmetric matrix. */
  spectralNorm(a: number): number
  /** l = the lower triangular L with a = L Lᵀ, for a symmetric positive definite a. */
  cholesky(l: number, a: number): void
  /** x = (l lᵀ)⁻¹ x for a lower triangular l. */
  choleskySolve(x: number, l: number): void
  /** dst = the inverse of a symmetric positive definite a, symmetric to the bit. */
  inverseDefinite(dst: number, a: number): void
  /** log det a of a symmetric positive definite a. */
  logDeterminant(a: number): number
  /** a = V diag(values) Vᵀ for a symmetric a: values the largest first, vectors the columns of V. */
  symmetricEigen(values: number, vectors: number, a: number): void
  /** a (m x n) = u diag(sigma) vᵀ, thin: u is m x k, sigma has k entries, v is n x k, k = min(m, n). */
  svd(u: number, sigma: number, v: number, a: number): void
  /** The singular values of a alone, the largest first. */
  singularValues(sigma: number, a: number): void
  /**
   * The leading singular values and vectors of a, as many as sigma has entries, from products with that many and
   * `oversampling` random columns, `iterations` times back and forth.
   */
  truncatedSvd(
    u: number,
    sigma: number,
    v: number,
    a: number,
    oversampling: number,
    iterations: number,
    seed: number,
    stream: number,
  ): void
  /** `truncatedSvd` of a sparse x. */
  sparseTruncatedSvd(
    u: number,
    sigma: number,
    v: number,
    x: number,
    oversampling: number,
    iterations: number,
    seed: number,
    stream: number,
  ): void
  /** a (m x n) = q r, thin: q is m x k with orthonormal columns, r is k x n and upper triangular, k = min(m, n). */
  qr(q: number, r: number, a: number): void
  /** x = a⁻¹ x for a general square a. */
  solveGeneral(x: number, a: number): void
  /** dst = a⁻¹ for a general square a. */
  inverse(dst: number, a: number): void
  /**
   * dst (n x m) = the Moore-Penrose inverse of a (m x n); returns the rank. Singular values of at most `tolerance` times
   * the largest count as zero; a negative tolerance stands for max(m, n) ε.
   */
  pseudoInverse(dst: number, a: number, tolerance: number): number
  /** x = the shortest of the minimisers of ‖a x − b‖; returns the rank of a, `tolerance` as in `pseudoInverse`. */
  leastSquares(x: number, a: number, b: number, tolerance: number): number
  /** a = U diag(max(σ − threshold, 0)) Vᵀ; returns how many singular values are left. */
  shrinkSingularValues(a: number, threshold: number): number
}

export const SMALL_KERNELS = namesOf<SmallKernels>({
  spectralNorm: true,
  cholesky: true,
  choleskySolve: true,
  inverseDefinite: true,
  logDeterminant: true,
  symmetricEigen: true,
  svd: true,
  singularValues: true,
  truncatedSvd: true,
  sparseTruncatedSvd: true,
  qr: true,
  solveGeneral: true,
  inverse: true,
  pseudoInverse: true,
  leastSquares: true,
  shrinkSingularValues: true,
})
