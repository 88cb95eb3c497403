import { contingency, type Labels } from './labels.js'

/**
 * Naive precision: the mean over the true classes of the largest share of the class that one cluster holds:
 *
 *     NP(C, C*) = 1/|C*| Σ_i max_j N_ij / |C*_i|
 *
 * One cluster for all samples has 1, so it says little by itself.
 *
 * Complexity: O(n + K K*).
 *
 * Reference: Guo and Zhang, Sparse deep nonnegative matrix factorization, 2017, section IV-B.
 *
 * @param labels the cluster of each sample, whole numbers
 * @param truth the true classes
 * @throws DeepMFError `ERR_SHAPE` when there are none or the lengths differ, `ERR_INVALID_OPTION` for other labels
 *
 * @example
 * naivePrecision([0, 0, 1, 1], [5, 5, 5, 3])   // (2/3 + 1) / 2
 */
export function naivePrecision(labels: Labels, truth: Labels): number {
  const { counts, rows } = contingency(truth, labels)
  const shares = counts.map((row, i) => Math.max(...row) / (rows[i] as number))
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
