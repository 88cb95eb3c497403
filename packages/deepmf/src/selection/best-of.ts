import { callback, checkOptions, optional, seed, signal, wholeNumber } from '../options/index.js'
import { type Best, contest } from './contest.js'
import { answered, answeredSync } from './requests.js'
import { seedsOf } from './seeds.js'

/** Where {@link bestOf} is, after each run. */
export interface BestOfProgress {
  /** The run that has ended, from 0. */
  readonly run: number
  readonly runs: number
  /** Its loss, and the smallest so far. */
  readonly loss: number
  readonly best: number
}

/** Options of {@link bestOfSync}. */
export interface BestOfSyncOptions<Fit> {
  /** Whole, 0 to 2^53 - 1; all seeds are made of it. Drawn and reported when absent. */
  seed?: number
  /** What is to be small; `fit.loss` when absent. */
  loss?: (fit: Fit) => number
  /** Called after every run. */
  onProgress?: (progress: BestOfProgress) => void
}

/** Options of {@link bestOf}. */
export interface BestOfOptions<Fit> extends BestOfSyncOptions<Fit> {
  /** Ends the runs; the promise is rejected with its reason. Fits end in the middle if they are given it too. */
  signal?: AbortSignal
}

/** The best of several runs. */
export interface BestOf<Fit> extends Best<Fit> {
  /** The seed that all others were made of. */
  readonly seed: number
}

/**
 * Several starts, the best kept: nonconvex problems have many local minima, and where a fit ends hangs on where it starts.
 *
 * Runs `fit` with `runs` seeds made of one, one after the other, and keeps the result with the smallest loss; the others
 * are disposed of as soon as they have lost, so that no more than two are in memory. Works with any model that takes a
 * seed. The same seed gives the same runs, and more runs begin with those of fewer.
 *
 * @param runs how many, 1 or more
 * @param fit makes the fit for a seed; `run` counts from 0
 * @returns the best fit, and the losses and seeds of all
 * @throws DeepMFError `ERR_INVALID_OPTION` where a fit has no loss, `ERR_UNKNOWN_OPTION`; whatever `fit` throws
 *
 * @example
 * const { fit, losses } = await bestOf(20, (seed) => nmf(X, { rank: 5, seed }), { seed: 1 })
 */
export async function bestOf<Fit extends object>(
  runs: number,
  fit: (seed: number, run: number) => Promise<Fit> | Fit,
  options?: BestOfOptions<Fit>,
): Promise<BestOf<Fit>> {
  const checked = check<Fit>('bestOf', runs, fit, options, false)
  const best = await answered(
    checked.work,
    ([seedOfRun, run]) => fit(seedOfRun, run),
    (checked as { signal?: AbortSignal }).signal,
  )
  return { ...best, seed: checked.seed }
}

/** {@link bestOf} for the synchronous form of a model. */
export function bestOfSync<Fit extends object>(
  runs: number,
  fit: (seed: number, run: number) => Fit,
  options?: BestOfSyncOptions<Fit>,
): BestOf<Fit> {
  const checked = check<Fit>('bestOfSync', runs, fit, options, true)
  return { ...answeredSync(checked.work, ([seedOfRun, run]) => fit(seedOfRun, run)), seed: checked.seed }
}

function check<Fit extends object>(name: string, runs: unknown, fit: unknown, options: unknown, sync: boolean) {
  const count = wholeNumber(1, 2 ** 20)('runs', runs)
  callback()('fit', fit)
  const checked = checkOptions(name, options, {
    seed: seed(),
    loss: optional(callback<Fit, number>()),
    onProgress: optional(callback<BestOfProgress>()),
    ...(sync ? {} : { signal: optional(signal()) }),
  })
  const { loss, onProgress } = checked
  const work = contest<readonly [seed: number, run: number], Fit>({
    seeds: seedsOf(checked.seed, count),
    request: (seedOfRun, run) => [seedOfRun, run],
    ...(loss === undefined ? {} : { lossOf: loss }),
    see: (_, state) => onProgress?.({ ...state, runs: count }),
  })
  return { ...checked, work }
}
