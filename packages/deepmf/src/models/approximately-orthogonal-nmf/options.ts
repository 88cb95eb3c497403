import { checkOptions, nonnegative, oneOf, optional } from '../../options/index.js'
import type { OrthogonalFactor } from '../orthogonal-nmf/problem.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** Options of {@link approximatelyOrthogonalNMF}. */
export interface ApproximatelyOrthogonalNMFOptions extends SizeOptions, RunOptions, AsyncOptions {
  /** Which factor is nearly orthogonal: the rows of `'H'` (the default) or the columns of `'W'`. */
  orthogonal?: OrthogonalFactor
  /**
   * How much the inner products of the rows count; 0.1 when absent. It has no unit: at 1 they count as much as if columns
   * of W were all the same. From about there on clusters stay as they are at the start.
   */
  orthogonalityWeight?: number
  /** Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. */
  init?: Init
}

/** Options of {@link approximatelyOrthogonalNMFSync}: without the ones that need the event loop. */
export type ApproximatelyOrthogonalNMFSyncOptions = Omit<ApproximatelyOrthogonalNMFOptions, keyof AsyncOptions>

export function checkApproximatelyOrthogonalNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    orthogonal: optional(oneOf('H', 'W'), 'H'),
    orthogonalityWeight: optional(nonnegative(), 0.1),
    init: initOption(data),
    ...runSpec(sync),
  })
}
