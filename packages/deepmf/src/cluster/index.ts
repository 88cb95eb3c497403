export {
  type HierarchicalClustering,
  type HierarchicalClusteringOptions,
  type HierarchicalClusteringSyncOptions,
  hierarchicalClustering,
  hierarchicalClusteringSync,
} from './hierarchical-clustering.js'
export {
  type KMeansFit,
  type KMeansOptions,
  type KMeansSyncOptions,
  kMeans,
  kMeansSync,
} from './k-means.js'
export { type LouvainLevel, type LouvainOptions, louvain } from './louvain.js'
export type { AsyncRoundsOptions, RoundsOptions } from './options.js'
export { type SodaLayer, type SodaOptions, type SodaSyncOptions, soda, sodaSync } from './soda.js'
export type { SplitNode } from './splitting.js'
