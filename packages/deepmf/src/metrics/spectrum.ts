import { compute, linalgSpec } from '../linalg/on-backend.js'
import { spectrum } from '../linalg/singular-values.js'
import type { MatrixLike } from '../matrix/matrix.js'
import { checkOptions, nonnegative, optional } from '../options/index.js'
import type { MetricOptions } from './relative-error.js'

/**
 * The nuclear norm ‖X‖_*: the sum of the singular values. Small for matrices of low rank, it is what deep linear networks
 * with few factors are drawn to. O(m n min(m, n)).
 *
 * Reference: De Handschutter, Gillis and Siebert, survey (2021), section 6.1.2.
 *
 * @param X m x n
 * @throws DeepMFError what `Matrix.from` throws; `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * @example
 * nuclearNorm([[3, 0], [0, 4]])   // 7
 */
export function nuclearNorm(X: MatrixLike, options?: MetricOptions): number {
  return spectrum('nuclearNorm', X, options).reduce((sum, sigma) => sum + sigma, 0)
}

/**
 * The effective rank: exp of the entropy of the singular values' shares p_j = σ_j / Σ σ,
 *
 *     erank(X) = exp( -Σ_j p_j log p_j )
 *
 * from 1, where one singular value stands alone, to the rank, where all are equal; 0 for a matrix of zeros. Unlike the
 * rank it does not hang on a tolerance. O(m n min(m, n)). Logarithms are those of the JavaScript engine, so the last digits
 * may differ between engines.
 *
 * Reference: Roy and Vetterli (2007); De Handschutter, Gillis and Siebert, survey (2021), section 6.1.2.
 *
 * @param X m x n
 * @throws DeepMFError what `Matrix.from` throws; `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * @example
 * effectiveRank([[1, 0], [0, 1]])   // 2
 */
export function effectiveRank(X: MatrixLike, options?: MetricOptions): number {
  const sigma = spectrum('effectiveRank', X, options)
  // Divided by the largest, the sum cannot overflow.
  const largest = sigma[0] as number
  if (largest === 0) return 0
  const shares = sigma.map((value) => value / largest)
  const total = shares.reduce((sum, share) => sum + share, 0)
  const entropy = shares.reduce((sum, share) => sum - (share > 0 ? (share / total) * Math.log(share / total) : 0), 0)
  return Math.exp(entropy)
}

/** Options of {@link logVolume}. */
export interface VolumeOptions extends MetricOptions {
  /** What is added to the diagonal, 0 or more; 0 when absent. */
  readonly delta?: number
}

/**
 * The logarithm of the volume that a basis spans, log det(WᵀW + δ I): what minimum-volume models keep small. O(m r² + r³).
 *
 * Reference: De Handschutter, thesis (2023), equation 2.4.
 *
 * @param W m x r
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NOT_POSITIVE_DEFINITE` where the columns depend on each other and
 *   δ = 0, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * logVolume([[2, 0], [0, 2]])   // log 16
 */
export function logVolume(W: MatrixLike, options?: VolumeOptions): number {
  return compute(
    { W },
    () => checkOptions('logVolume', options, { ...linalgSpec, delta: optional(nonnegative(), 0) }),
    ({ arena, given: { W } }, { delta }) => {
      const { kernels } = arena.backend
      const gram = arena.allocate(W.cols, W.cols)
      kernels.gram(gram.id, W.id, true, 1, 0)
      kernels.addDiagonal(gram.id, delta)
      return kernels.logDeterminant(gram.id)
    },
  )
}
