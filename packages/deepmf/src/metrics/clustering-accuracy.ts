import { hungarian } from './hungarian.js'
import { contingency, type Labels } from './labels.js'

/**
 * Clustering accuracy: the share of samples whose cluster is the right one, clusters being matched to the true ones in
 * the best way:
 *
 *     ACC(C, C*) = 1/n max_P Σ_k |C_k ∩ C*_P(k)|
 *
 * The numbers of clusters may differ; what is left without a partner counts as wrong. From 0 (excluded) to 1.
 *
 * Complexity: O(n + K³) for K clusters.
 *
 * Reference: De Handschutter, thesis (2023), equation 6.5.
 *
 * @param labels the cluster of each sample, whole numbers
 * @param truth the true ones; the names of clusters need not agree
 * @throws DeepMFError `ERR_SHAPE` when there are none or the lengths differ, `ERR_INVALID_OPTION` for other labels
 *
 * @example
 * clusteringAccuracy([0, 0, 1, 1], [7, 7, 7, 5])   // 0.75
 */
export function clusteringAccuracy(labels: Labels, truth: Labels): number {
  const { counts, samples } = contingency(labels, truth)
  const partner = hungarian(counts.map((row) => row.map((count) => -count)))
  return partner.reduce((sum, column, row) => sum + (counts[row]?.[column] ?? 0), 0) / samples
}
