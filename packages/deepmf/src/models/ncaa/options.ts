import { invalidOption } from '../../errors.js'
import {
  arrayOf,
  type Check,
  checkOptions,
  dependingOn,
  nonnegative,
  numberFrom,
  numberWhere,
  oneOf,
  optional,
  positive,
  rank,
  wholeNumber,
} from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import type { CoefficientsName } from '../shared/mixtures/coefficients.js'
import { pointsOption, type Support, supportOption } from '../shared/mixtures/support.js'

/** Options of {@link ncaa}. */
export interface NCAAOptions extends RunOptions, AsyncOptions {
  /** The number of archetypes: from 1 to the number of samples. */
  rank: number
  /**
   * The points that archetypes are near-convex combinations of: `'snpa'` (the default) takes extreme samples, which noise
   * and outliers disturb, `'hierarchical-clustering'` and `'k-means'` central points of clusters; `'all'` every sample,
   * with a Gram matrix of n x n; or a matrix Y with a point a column.
   */
  support?: Support
  /** How many points are chosen: from `rank` to the number of samples; ten for each archetype, or all samples, when absent. */
  points?: number
  /** Whether columns of H sum to at most one (`'sum-at-most-one'`, the default) or to one (`'sum-to-one'`). */
  coefficients?: Exclude<CoefficientsName, 'nonnegative'>
  /** A fixed epsilon, 0 or more, for all archetypes or for each; when absent it is tuned. */
  epsilon?: number | readonly number[]
  /**
   * `'global'` looks for one epsilon for all archetypes; `'fine'` (the default) then brings each archetype on its own as
   * near to the data as the loss allows.
   */
  tuning?: 'global' | 'fine'
  /** Where the tuning starts; 0.001 when absent. */
  epsilonMin?: number
  /** The largest epsilon that is tried; 1 when absent. */
  epsilonMax?: number
  /** By which fraction of the first loss an epsilon has to change it in order to be worth it; 0.001 when absent. */
  tuningTolerance?: number
  /** By which fraction of the first loss it may grow while one archetype is brought nearer to the data; 0.001 when absent. */
  fineTolerance?: number
  /** The most sweeps for every epsilon that is tried; 20 when absent. */
  stageIterations?: number
}

/** Options of {@link ncaaSync}: those of {@link ncaa} but for the ones that need the event loop. */
export type NCAASyncOptions = Omit<NCAAOptions, keyof AsyncOptions>

/** What the kernels take. */
const LARGEST = 1e18

export function checkNCAAOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    rank: rank(data.cols),
    support: supportOption(data, 'snpa'),
    points: pointsOption(data),
    coefficients: optional(oneOf('sum-at-most-one', 'sum-to-one'), 'sum-at-most-one'),
    epsilon: dependingOn((before) => epsilonOption(before.rank as number)),
    tuning: whereTuned(oneOf('global', 'fine'), 'fine'),
    epsilonMin: whereTuned(positive(), 1e-3),
    epsilonMax: whereTuned(
      dependingOn(({ epsilonMin }) =>
        numberWhere((value) => value >= (epsilonMin as number), `a number from epsilonMin, ${epsilonMin}, on`),
      ),
      1,
    ),
    tuningTolerance: whereTuned(nonnegative(), 1e-3),
    fineTolerance: whereTuned(nonnegative(), 1e-3),
    stageIterations: whereTuned(wholeNumber(1), 20),
    ...runSpec(sync, { maxIterations: 5000 }),
  })
}

function epsilonOption(rank: number): Check<readonly number[] | undefined> {
  const number = numberFrom(0, LARGEST)
  return (option, value) => {
    if (value === undefined) return undefined
    return Array.isArray(value) ? arrayOf(number, rank)(option, value) : new Array(rank).fill(number(option, value))
  }
}

/** An option of the tuning, which a fixed epsilon leaves nothing to. */
function whereTuned<T>(check: Check<T>, fallback: NoInfer<T>): Check<T> {
  return (option, value, before) => {
    if (value === undefined) return fallback
    if (before?.epsilon !== undefined) throw invalidOption(option, value, 'nothing where epsilon is given')
    return check(option, value, before)
  }
}
