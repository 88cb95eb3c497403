import { type Weights, weightsOption } from '../../divergence/data.js'
import { INIT_NAMES, type InitName } from '../../init/by-name.js'
import type { DataLike } from '../../matrix/index.js'
import { checkOptions, oneOf, optional, positive } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { rankSpec } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { type LabelsOption, labelsOption } from './labels.js'

/** Options of {@link supervisedNMF}. */
export interface SupervisedNMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of A: from 1 to min(m, n), or more with `overcomplete`. */
  rank: number
  /**
   * The class of each sample, whole numbers from 0 and -1 where it is unknown; or a matrix Y, classes x samples, of numbers
   * that are 0 or more, NaN where it is unknown.
   */
  labels: LabelsOption
  /** λ, how much the labels count beside the data; 1 when absent. Where Y has ones, it has the unit of squared data. */
  labelWeight?: number
  /** How much every entry of a dense X counts, a matrix like X; 0 for a missing entry. */
  weights?: DataLike
  /** Where A and S start: `'random'` (the default) or another name of {@link InitName}. B starts as the best for S. */
  init?: InitName
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
}

/** Options of {@link supervisedNMFSync}: those of {@link supervisedNMF} but for the ones that need the event loop. */
export type SupervisedNMFSyncOptions = Omit<SupervisedNMFOptions, keyof AsyncOptions>

export function checkSupervisedNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    labelWeight: optional(positive(), 1),
    init: optional(oneOf(...INIT_NAMES), 'random'),
    ...runSpec(sync),
    weights: (option, value): Weights | undefined =>
      value === undefined ? undefined : weightsOption(data)(option, value),
    labels: labelsOption(data),
  })
}

/** The options of a fit, checked. */
export type CheckedSupervisedNMF = ReturnType<typeof checkSupervisedNMFOptions>
