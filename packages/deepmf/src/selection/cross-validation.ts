import type { BackendName } from '../backend/backend.js'
import { lossOption } from '../divergence/loss.js'
import { invalidOption } from '../errors.js'
import type { DataLike } from '../matrix/index.js'
import { isSparseMatrix } from '../matrix/internals.js'
import { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import type { NMFFit } from '../models/nmf/fit.js'
import type { NMFSyncOptions } from '../models/nmf/options.js'
import type { Input } from '../models/shared/input/data.js'
import { callback, checkOptions, optional, seed, signal, wholeNumber } from '../options/index.js'
import { contest } from './contest.js'
import { type Fits, fitOptions, withFits, withFitsSync } from './fits.js'
import { speckledFolds, storedFolds } from './folds.js'
import { meanError } from './held-out-error.js'
import { type InnerNMFOptions, innerOptions, largestOf, ranksToCompare } from './options.js'
import { seedsOf } from './seeds.js'

/** Where {@link crossValidation} is, after each rank of each fold. */
export interface CrossValidationProgress {
  /** How many pairs of a fold and a rank are done, of how many. */
  readonly done: number
  readonly total: number
  readonly fold: number
  readonly rank: number
  readonly trainError: number
  readonly testError: number
}

/** Options of {@link crossValidationSync}. */
export interface CrossValidationSyncOptions {
  /** The ranks to compare. */
  ranks: readonly number[]
  /** How many folds, 2 or more; 5 when absent. */
  folds?: number
  /** How many starts of each fit, the best of which counts; 1 when absent. */
  starts?: number
  /** Whole, 0 to 2^53 - 1; decides folds and starts. Drawn and reported when absent. */
  seed?: number
  /** Options of the fits: loss, solver, what stands for a missing entry, iterations, backend and so on. */
  nmf?: InnerNMFOptions
  /** Called after each rank of each fold. */
  onProgress?: (progress: CrossValidationProgress) => void
}

/** Options of {@link crossValidation}. */
export interface CrossValidationOptions extends CrossValidationSyncOptions {
  /** Ends the work between two iterations; the promise is rejected with its reason. */
  signal?: AbortSignal
}

/** Errors of one fold. */
export interface FoldErrors {
  readonly trainError: number
  readonly testError: number
}

/** A point of the curve. */
export interface RankErrors extends FoldErrors {
  readonly rank: number
  /** Of `testError`: the deviation over the folds, divided by the root of their number. */
  readonly standardError: number
  readonly folds: readonly FoldErrors[]
}

/** What {@link crossValidation} finds. */
export interface RankCurve {
  /** In ascending order of the rank; errors are means over the folds. */
  readonly points: readonly RankErrors[]
  /** The rank with the smallest test error. */
  readonly rank: number
  /** The smallest rank whose test error is within one standard error of the smallest one. */
  readonly rankWithinOneError: number
  /** The seed used. */
  readonly seed: number
}

/**
 * Chooses the rank of an NMF by held-out entries: the entries are dealt out to folds over the whole matrix (a speckled
 * mask), each fold is held out in turn, and what a fit of the others says of it is compared with what is there. The error
 * on the entries that were fitted falls with the rank; that on those held out falls as long as there is structure to be
 * found, and rises when the fit follows the noise.
 *
 * Errors are means over entries: of the squared error, or of the divergence that `nmf.loss` names. Cost: that of
 * folds · starts fits for each rank, by the solver for weighted entries. The same seed gives the same bits everywhere.
 *
 * Penalties cannot be chosen along: `nmf` has none where entries are missing.
 *
 * @param X m x n, nonnegative; sparse with `nmf: { missing: 'unstored' }`, where its entries are dealt out
 * @throws DeepMFError what {@link nmf} throws; `ERR_RANK`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * Reference: Wold (1978); Owen and Perry (2009); Kanagal and Sindhwani (2010); Hastie, Tibshirani and Friedman, *The
 * elements of statistical learning* (2009), section 7.10, for the rule of one standard error.
 *
 * @example
 * const { rank, points } = await crossValidation(X, { ranks: [1, 2, 3, 4, 5, 6], folds: 5, seed: 1 })
 */
export async function crossValidation(X: DataLike, options: CrossValidationOptions): Promise<RankCurve> {
  return withFits(X, options, planned('crossValidation', options, false))
}

/** {@link crossValidation} in one go. */
export function crossValidationSync(X: DataLike, options: CrossValidationSyncOptions): RankCurve {
  return withFitsSync(X, options, planned('crossValidationSync', options, true))
}

const planned = (name: string, options: unknown, sync: boolean) => ({
  check: (input: Input) => check(name, input, options, sync),
  work: validation,
})

type Checked = ReturnType<typeof check>

function check(name: string, { matrix: X }: Input, options: unknown, sync: boolean) {
  const checked = checkOptions(name, options, {
    ranks: ranksToCompare(1, largestOf(X, options)),
    folds: optional(wholeNumber(2, X.rows * X.cols), 5),
    starts: optional(wholeNumber(1, 2 ** 20), 1),
    seed: seed(),
    nmf: innerOptions(),
    onProgress: optional(callback<CrossValidationProgress>()),
    ...((sync ? {} : { signal: optional(signal()) }) as { signal?: ReturnType<typeof optional<AbortSignal>> }),
  })
  if (isSparseMatrix(X) && checked.nmf.missing !== 'unstored') {
    const allowed =
      "'unstored' for a sparse X, of whose entries some are held out; X.toDense() where its zeros are data"
    throw invalidOption('nmf.missing', checked.nmf.missing, allowed)
  }
  return { ...checked, X, beta: optional(lossOption(), 2)('nmf.loss', checked.nmf.loss) }
}

function* validation(checked: Checked, { mask: known }: Input): Fits<RankCurve> {
  const { X, ranks, folds, beta, onProgress } = checked
  const { floor, backend } = checked.nmf
  const deal = foldsOf(X, known, { folds, seed: checked.seed, backend })
  const options = fitOptions(checked.nmf)
  const errors: FoldErrors[][] = ranks.map(() => [])
  for (let fold = 0; fold < folds; fold++) {
    const { kept, heldOut } = deal.split(fold)
    try {
      for (const [at, rank] of ranks.entries()) {
        const done = fold * ranks.length + at + 1
        const { fit } = yield* contest<NMFSyncOptions, NMFFit>({
          seeds: seedsOf(checked.seed, checked.starts, done),
          request: (seedOfRun) => ({ ...options, rank, weights: kept, seed: seedOfRun }),
        })
        try {
          const trainError = meanError(fit, { X, mask: kept, beta, floor })
          const testError = meanError(fit, { X, mask: heldOut, beta, floor })
          errors[at]?.push({ trainError, testError })
          onProgress?.({ done, total: folds * ranks.length, fold, rank, trainError, testError })
        } finally {
          fit.dispose()
        }
      }
    } finally {
      kept.dispose()
      heldOut.dispose()
    }
  }
  return curveOf(ranks, errors, checked.seed)
}

/** The folds of the known entries, as masks like the data. */
function foldsOf(
  X: Matrix | SparseMatrix,
  known: Matrix | undefined,
  dealing: { readonly folds: number; readonly seed: number; readonly backend: BackendName | undefined },
): { split(fold: number): { readonly kept: Matrix | SparseMatrix; readonly heldOut: Matrix | SparseMatrix } } {
  const { folds, seed, backend } = dealing
  if (isSparseMatrix(X)) return storedFolds(X, folds, dealing)
  const deal = speckledFolds(X.rows, X.cols, { folds, seed, ...(known && { known }), ...(backend && { backend }) })
  const { precision } = X
  if (precision === 'float64') return deal
  return {
    split: (fold) => {
      const { kept, heldOut } = deal.split(fold)
      return { kept: Matrix.from(kept, { precision }), heldOut: Matrix.from(heldOut, { precision }) }
    },
  }
}

/** Means over the folds, and the ranks that they speak for. */
function curveOf(ranks: readonly number[], errors: readonly FoldErrors[][], seedUsed: number): RankCurve {
  const points = ranks.map((rank, at): RankErrors => {
    const folds = errors[at] as FoldErrors[]
    const testErrors = folds.map(({ testError }) => testError)
    const testError = mean(testErrors)
    const squares = testErrors.map((error) => (error - testError) ** 2)
    const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (folds.length - 1))
    return {
      rank,
      trainError: mean(folds.map(({ trainError }) => trainError)),
      testError,
      standardError: deviation / Math.sqrt(folds.length),
      folds,
    }
  })
  const best = points.reduce((least, point) => (point.testError < least.testError ? point : least))
  const within = points.find(({ testError }) => testError <= best.testError + best.standardError) as RankErrors
  return { points, rank: best.rank, rankWithinOneError: within.rank, seed: seedUsed }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
