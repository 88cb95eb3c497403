import type { DataLike } from '../matrix/index.js'
import type { NMFFit } from '../models/nmf/fit.js'
import type { Input } from '../models/shared/input/data.js'
import { checkOptions, rank } from '../options/index.js'
import { type Consensus, type ConsensusOptions, consensusOf, consensusSpec } from './consensus.js'
import { type Fits, withFits, withFitsSync } from './fits.js'
import { largestOf } from './options.js'

/** Options of {@link consensusNMFSync}. */
export interface ConsensusNMFSyncOptions extends ConsensusOptions {
  /** The rank of all runs, which is the number of clusters. */
  rank: number
}

/** Options of {@link consensusNMF}. */
export interface ConsensusNMFOptions extends ConsensusNMFSyncOptions {
  /** Ends the work between two iterations; the promise is rejected with its reason. */
  signal?: AbortSignal
}

/** What {@link consensusNMF} finds. */
export interface ConsensusNMF extends Consensus {
  /** The fit with the smallest loss. */
  readonly fit: NMFFit
  /** The seed that all others were made of. */
  readonly seed: number
}

/**
 * Consensus clustering by NMF: `runs` fits from different starts, each sample in the cluster of the feature that
 * contributes most to it ({@link clusterLabels}), and how often two samples are together. The clusters are those of
 * average linkage of that consensus. Cost: that of the fits, and O(n² runs).
 *
 * @param X m x n, nonnegative, dense or sparse, samples in columns, two or more
 * @throws DeepMFError what {@link nmf} throws; `ERR_RANK`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * Reference: Monti, Tamayo, Mesirov and Golub (2003); Brunet, Tamayo, Golub and Mesirov (2004); Kim and Park (2007) for
 * the dispersion.
 *
 * @example
 * const { labels, cophenetic, fit } = await consensusNMF(X, { rank: 4, runs: 50, seed: 1 })
 */
export async function consensusNMF(X: DataLike, options: ConsensusNMFOptions): Promise<ConsensusNMF> {
  return withFits(X, options, planned('consensusNMF', options, false))
}

/** {@link consensusNMF} in one go. */
export function consensusNMFSync(X: DataLike, options: ConsensusNMFSyncOptions): ConsensusNMF {
  return withFitsSync(X, options, planned('consensusNMFSync', options, true))
}

function planned(name: string, options: unknown, sync: boolean) {
  const check = ({ matrix }: Input) =>
    checkOptions(name, options, { rank: rank(largestOf(matrix, options)), ...consensusSpec(sync) })
  function* work(checked: ReturnType<typeof check>, input: Input): Fits<ConsensusNMF> {
    const found = yield* consensusOf({ ...checked, before: 0, total: checked.runs }, input)
    return { ...found, seed: checked.seed }
  }
  return { check, work }
}
