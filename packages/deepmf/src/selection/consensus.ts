import type { Matrix } from '../matrix/matrix.js'
import { averageLinkage, consensusMatrix, copheneticCorrelation, dispersion } from '../metrics/cophenetic.js'
import type { NMFFit } from '../models/nmf/fit.js'
import type { NMFSyncOptions } from '../models/nmf/options.js'
import type { Input } from '../models/shared/input/data.js'
import { callback, optional, seed, signal, wholeNumber } from '../options/index.js'
import { clusterLabels } from './cluster-labels.js'
import { type Best, contest } from './contest.js'
import { type Fits, fitOptions } from './fits.js'
import { type InnerNMFOptions, innerOptions } from './options.js'
import { seedsOf } from './seeds.js'

/** Where the runs are, after each of them. */
export interface ConsensusProgress {
  /** How many runs are done, of how many. */
  readonly done: number
  readonly total: number
  readonly rank: number
  /** The run of this rank that has ended, from 0, and its loss. */
  readonly run: number
  readonly loss: number
}

/** Options of functions that look for what several starts agree on. */
export interface ConsensusOptions {
  /** How many starts of each rank; 20 when absent. */
  runs?: number
  /** Whole, 0 to 2^53 - 1; decides all starts. Drawn and reported when absent. */
  seed?: number
  /** Options of the fits: loss, solver, penalties, what stands for a missing entry, iterations, backend and so on. */
  nmf?: InnerNMFOptions
  /** Called after every run. */
  onProgress?: (progress: ConsensusProgress) => void
}

/** What several starts of one rank agree on. */
export interface Consensus extends Omit<Best<NMFFit>, 'fit'> {
  readonly rank: number
  /** n x n: in which share of the runs two samples are in one cluster. */
  readonly consensus: Matrix
  /** The cophenetic correlation of the consensus: 1 where all runs agree. */
  readonly cophenetic: number
  /** The dispersion of the consensus: 1 where all its entries are 0 or 1, 0 where all are one half. */
  readonly dispersion: number
  /** The clusters of all samples by average linkage of the consensus: `rank` of them, or fewer where distances are equal. */
  readonly labels: Uint32Array
}

/** The validators of {@link ConsensusOptions}. */
export const consensusSpec = (sync: boolean) => ({
  runs: optional(wholeNumber(1, 2 ** 20), 20),
  seed: seed(),
  nmf: innerOptions(),
  onProgress: optional(callback<ConsensusProgress>()),
  ...((sync ? {} : { signal: optional(signal()) }) as { signal?: ReturnType<typeof optional<AbortSignal>> }),
})

/** The runs of one rank. */
interface Runs {
  readonly runs: number
  readonly seed: number
  readonly nmf: InnerNMFOptions
  readonly onProgress: ((progress: ConsensusProgress) => void) | undefined
  readonly rank: number
  /** How many runs were before these, and how many there are in all. */
  readonly before: number
  readonly total: number
}

/** Fits from several starts, and what their clusterings have in common; the best fit too. */
export function* consensusOf(
  { rank, runs, seed: first, nmf, onProgress, before, total }: Runs,
  { mask }: Input,
): Fits<Consensus & { readonly fit: NMFFit }> {
  const labelings: Uint32Array[] = []
  const options = { ...fitOptions(nmf), ...(mask && { weights: mask }), rank }
  const best = yield* contest<NMFSyncOptions, NMFFit>({
    seeds: seedsOf(first, runs, rank),
    request: (seedOfRun) => ({ ...options, seed: seedOfRun }),
    see: (fit, { run, loss }) => {
      labelings.push(clusterLabels(fit))
      onProgress?.({ done: before + run + 1, total, rank, run, loss })
    },
  })
  const consensus = consensusMatrix(labelings)
  return {
    ...best,
    rank,
    consensus,
    cophenetic: copheneticCorrelation(consensus),
    dispersion: dispersion(consensus),
    labels: cut(consensus, rank),
  }
}

/** Joins samples by average linkage until no more than `clusters` clusters are left. */
function cut(consensus: Matrix, clusters: number): Uint32Array {
  const n = consensus.rows
  const distances = consensus.toArray().map((share) => 1 - share)
  const joined = averageLinkage(distances, n)
  const heights = [...new Set(joined)].sort((a, b) => a - b)
  let [low, high] = [0, heights.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (labelsAt(joined, n, heights[middle] as number).reduce((most, label) => Math.max(most, label), 0) < clusters)
      high = middle
    else low = middle + 1
  }
  return labelsAt(joined, n, heights[high] as number)
}

/** Samples that are joined no higher than that are one cluster: a dendrogram makes it an equivalence. */
function labelsAt(joined: Float64Array, n: number, height: number): Uint32Array {
  const labels = new Uint32Array(n)
  let found = 0
  for (let j = 0; j < n; j++) {
    let first = 0
    while (first < j && (joined[first * n + j] as number) > height) first++
    labels[j] = first < j ? (labels[first] as number) : found++
  }
  return labels
}
