import { backendName, requireBackend } from '../backend/select.js'
import { checkOptions, oneOf, optional } from '../options/index.js'
import { contingency, type Labels } from './labels.js'
import type { MetricOptions } from './relative-error.js'

/** Options of {@link errorRate}. */
export interface ErrorRateOptions extends MetricOptions {
  /**
   * Which norm the difference is taken in: `'spectral'` (the default; the published figures, between 5 and 9, are of
   * that size and not of the other) or `'frobenius'`.
   */
  readonly norm?: 'spectral' | 'frobenius'
}

/**
 * Error rate of a clustering, from its indicator matrix Z (samples x clusters) and the true one Z*:
 *
 *     ER(C, C*) = √‖Z* Z*ᵀ − Z Zᵀ‖
 *
 * Z Zᵀ says which samples are together, so it is 0 where the clusterings are the same up to names. In the Frobenius norm
 * ‖·‖² counts the pairs of samples on which they disagree, each twice.
 *
 * Complexity: O(n + P³), P being the pairs of clusters that have samples in common: the matrix of order n has no other
 * eigenvalues than zero and those of one of order P.
 *
 * Reference: Guo and Zhang, Sparse deep nonnegative matrix factorization, 2017, section IV-B.
 *
 * @param labels the cluster of each sample, whole numbers
 * @param truth the true classes
 * @throws DeepMFError `ERR_SHAPE` when there are none or the lengths differ, `ERR_INVALID_OPTION` for other labels; in a
 *   browser `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
 *
 * @example
 * errorRate([0, 0, 1, 1], [0, 0, 0, 0])   // √2: two clusters of two that should be one
 */
export function errorRate(labels: Labels, truth: Labels, options?: ErrorRateOptions): number {
  const { norm, backend } = checkOptions('errorRate', options, {
    norm: optional(oneOf('spectral', 'frobenius'), 'spectral'),
    backend: backendName(),
  })
  const { counts, rows, columns } = contingency(labels, truth)
  if (norm === 'frobenius') {
    const squares = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size * size, 0)
    return Math.sqrt(Math.sqrt(squares(rows) + squares(columns) - 2 * squares(counts.flat())))
  }
  const cells = counts.flatMap((row, i) => row.map((count, j) => ({ i, j, count })).filter(({ count }) => count > 0))
  // Between samples of two cells the difference is the same, so each cell is one coordinate.
  const entries = cells.flatMap((a) =>
    cells.map((b) => Math.sqrt(a.count * b.count) * (Number(a.j === b.j) - Number(a.i === b.i))),
  )
  const { kernels } = requireBackend(backend)
  const difference = kernels.upload64(cells.length, cells.length, Float64Array.from(entries))
  try {
    return Math.sqrt(kernels.spectralNorm(difference))
  } finally {
    kernels.release(difference)
  }
}
