import { contingency, type Labels } from './labels.js'

/**
 * Normalised mutual information of two clusterings, from 0 (independent) to 1 (the same up to names):
 *
 *     NMI(C, C*) = -2 Σ_ij N_ij log(N_ij N / (N_i N_j)) / (Σ_i N_i log(N_i / N) + Σ_j N_j log(N_j / N))
 *
 * with N_ij samples in cluster i of one and j of the other: the mutual information over the mean of the entropies. Two
 * clusterings that put all samples together are the same: 1.
 *
 * Complexity: O(n + K K*). Logarithms are those of the JavaScript engine, so the last digits may differ between engines.
 *
 * Reference: Strehl and Ghosh, 2002; the formula as Guo and Zhang, 2017, section IV-B, have it.
 *
 * @param labels the cluster of each sample, whole numbers
 * @param truth the true ones
 * @throws DeepMFError `ERR_SHAPE` when there are none or the lengths differ, `ERR_INVALID_OPTION` for other labels
 *
 * @example
 * nmi([0, 0, 1, 1], [5, 5, 3, 3])   // 1
 */
export function nmi(labels: Labels, truth: Labels): number {
  const { counts, rows, columns, samples } = contingency(labels, truth)
  if (rows.length === 1 && columns.length === 1) return 1
  let information = 0
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count === 0) return
      information += count * Math.log((count * samples) / ((rows[i] as number) * (columns[j] as number)))
    })
  })
  const entropy = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum - size * Math.log(size / samples), 0)
  // Rounding can carry the ends a little too far.
  return Math.min(1, Math.max(0, (2 * information) / (entropy(rows) + entropy(columns))))
}
