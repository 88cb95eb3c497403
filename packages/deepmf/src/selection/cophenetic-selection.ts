import type { DataLike } from '../matrix/index.js'
import type { Input } from '../models/shared/input/data.js'
import { checkOptions } from '../options/index.js'
import { type Consensus, type ConsensusOptions, consensusOf, consensusSpec } from './consensus.js'
import { type Fits, withFits, withFitsSync } from './fits.js'
import { largestOf, ranksToCompare } from './options.js'

/** Options of {@link copheneticSelectionSync}. */
export interface CopheneticSelectionSyncOptions extends ConsensusOptions {
  /** The ranks to compare, 2 or more each. */
  ranks: readonly number[]
}

/** Options of {@link copheneticSelection}. */
export interface CopheneticSelectionOptions extends CopheneticSelectionSyncOptions {
  /** Ends the work between two iterations; the promise is rejected with its reason. */
  signal?: AbortSignal
}

/** What {@link copheneticSelection} finds. */
export interface CopheneticSelection {
  /** What the runs of every rank agree on, in ascending order of the rank. */
  readonly points: readonly Consensus[]
  /** The last rank before the cophenetic correlation falls from its largest value. */
  readonly rank: number
  /** The seed that all others were made of. */
  readonly seed: number
}

/**
 * Chooses the rank by the consensus of several starts: where the rank is that of the data's clusters, runs agree, and
 * the cophenetic correlation of the consensus matrix is near 1; with one cluster too many it falls. Cost: `runs` fits for
 * each rank, and O(n² runs).
 *
 * @param X m x n, nonnegative, dense or sparse, samples in columns, two or more
 * @throws DeepMFError what {@link nmf} throws; `ERR_RANK`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * Reference: Brunet, Tamayo, Golub and Mesirov (2004), *Metagenes and molecular pattern discovery using matrix
 * factorization*.
 *
 * @example
 * const { rank, points } = await copheneticSelection(X, { ranks: [2, 3, 4, 5], runs: 30, seed: 1 })
 * points.map((point) => [point.rank, point.cophenetic, point.dispersion])
 */
export async function copheneticSelection(
  X: DataLike,
  options: CopheneticSelectionOptions,
): Promise<CopheneticSelection> {
  return withFits(X, options, planned('copheneticSelection', options, false))
}

/** {@link copheneticSelection} in one go. */
export function copheneticSelectionSync(X: DataLike, options: CopheneticSelectionSyncOptions): CopheneticSelection {
  return withFitsSync(X, options, planned('copheneticSelectionSync', options, true))
}

function planned(name: string, options: unknown, sync: boolean) {
  const check = ({ matrix }: Input) =>
    checkOptions(name, options, { ranks: ranksToCompare(2, largestOf(matrix, options)), ...consensusSpec(sync) })
  function* work(checked: ReturnType<typeof check>, input: Input): Fits<CopheneticSelection> {
    const { ranks, runs, seed } = checked
    const points: Consensus[] = []
    for (const rank of ranks) {
      const place = { rank, before: points.length * runs, total: ranks.length * runs }
      const { fit, ...found } = yield* consensusOf({ ...checked, ...place }, input)
      fit.dispose()
      points.push(found)
    }
    return { points, rank: beforeTheFall(points), seed }
  }
  return { check, work }
}

/** How far two correlations may be apart that differ by rounding alone. */
const ROUNDING = 1e-12

function beforeTheFall(points: readonly Consensus[]): number {
  const largest = points.reduce((most, { cophenetic }) => Math.max(most, cophenetic), -1)
  return points.reduce((rank, point) => (point.cophenetic >= largest - ROUNDING ? point.rank : rank), 0)
}
