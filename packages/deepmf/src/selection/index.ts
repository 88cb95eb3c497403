export {
  type BestOf,
  type BestOfOptions,
  type BestOfProgress,
  type BestOfSyncOptions,
  bestOf,
  bestOfSync,
} from './best-of.js'
export { clusterLabels } from './cluster-labels.js'
export type { Consensus, ConsensusOptions, ConsensusProgress } from './consensus.js'
export {
  type ConsensusNMF,
  type ConsensusNMFOptions,
  type ConsensusNMFSyncOptions,
  consensusNMF,
  consensusNMFSync,
} from './consensus-nmf.js'
export type { Best } from './contest.js'
export {
  type CopheneticSelection,
  type CopheneticSelectionOptions,
  type CopheneticSelectionSyncOptions,
  copheneticSelection,
  copheneticSelectionSync,
} from './cophenetic-selection.js'
export {
  type CrossValidationOptions,
  type CrossValidationProgress,
  type CrossValidationSyncOptions,
  crossValidation,
  crossValidationSync,
  type FoldErrors,
  type RankCurve,
  type RankErrors,
} from './cross-validation.js'
export {
  type HeldOut,
  type HeldOutOptions,
  heldOut,
  type SpeckledFolds,
  type SpeckledFoldsOptions,
  type SpeckleOptions,
  speckledFolds,
} from './folds.js'
export type { InnerNMFOptions } from './options.js'
