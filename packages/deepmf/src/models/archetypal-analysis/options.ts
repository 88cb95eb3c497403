import { invalidOption } from '../../errors.js'
import {
  type Check,
  checkOptions,
  nonnegative,
  numberWhere,
  oneOf,
  optional,
  positive,
  rank,
} from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import type { CoefficientsName } from '../shared/mixtures/coefficients.js'
import { pointsOption, type Support, supportOption } from '../shared/mixtures/support.js'

/** Options of {@link archetypalAnalysis}. */
export interface ArchetypalAnalysisOptions extends RunOptions, AsyncOptions {
  /** The number of archetypes: from 1 to the number of samples. */
  rank: number
  /**
   * The points that archetypes are mixtures of: `'all'` samples (the default), for which XᵀX, n x n, is in memory; or
   * fewer of them, `'snpa'` for extreme ones, `'k-means'` or `'hierarchical-clustering'` for centres of clusters; or a
   * matrix with a point a column.
   */
  support?: Support
  /** How many points are chosen: from `rank` to the number of samples; ten for each archetype, or all samples, when absent. */
  points?: number
  /** The points that archetypes start as: `'furthest-sum'` (the default), far from each other, or `'snpa'`. */
  init?: 'furthest-sum' | 'snpa'
  /** Whether columns of H sum to one (`'sum-to-one'`, the default) or to at most one (`'sum-at-most-one'`). */
  coefficients?: Exclude<CoefficientsName, 'nonnegative'>
  /** Columns of A sum to within 1 ± delta, from 0 (the default) to below 1. */
  delta?: number
  /** Lets archetypes leave the hull for `½ hullWeight` times their squared distance to it, above 0. */
  hullWeight?: number
  /** The weight of the sum of A, so that few points count. Columns of A then have any sum; 0 (none) when absent. */
  l1?: number
}

/** Options of {@link archetypalAnalysisSync}: those of {@link archetypalAnalysis} but for the ones that need the event loop. */
export type ArchetypalAnalysisSyncOptions = Omit<ArchetypalAnalysisOptions, keyof AsyncOptions>

export function checkArchetypalOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    rank: rank(data.cols),
    support: supportOption(data, 'all'),
    points: pointsOption(data),
    init: optional(oneOf('furthest-sum', 'snpa'), 'furthest-sum'),
    coefficients: optional(oneOf('sum-to-one', 'sum-at-most-one'), 'sum-to-one'),
    l1: optional(nonnegative(), 0),
    delta: notWithL1(
      numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1'),
      0,
    ),
    hullWeight: notWithL1(positive(), undefined),
    ...runSpec(sync),
  })
}

/** An option of archetypes in the hull or near it: with l1 they are anywhere in the cone of the points. */
function notWithL1<T, F extends T | undefined>(check: Check<T>, fallback: F): Check<T | F> {
  return (option, value, before) => {
    if (value === undefined) return fallback
    if ((before?.l1 as number) > 0) throw invalidOption(option, value, 'nothing where l1 is above 0')
    return check(option, value, before)
  }
}
