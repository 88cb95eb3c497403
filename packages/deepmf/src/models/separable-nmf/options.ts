import { invalidOption } from '../../errors.js'
import { isSparseMatrix } from '../../matrix/internals.js'
import { type Check, checkOptions, dependingOn, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { COEFFICIENTS_NAMES, type CoefficientsName } from '../shared/mixtures/coefficients.js'

/** How columns of X are chosen. */
export type SelectionName = 'snpa' | 'spa'

/** Options of {@link separableNMF}. */
export interface SeparableNMFOptions extends RunOptions, AsyncOptions {
  /** How many columns of X to choose, from 1 to all; there are fewer where X has fewer to tell apart. */
  rank: number
  /**
   * `'snpa'` (the default), the successive nonnegative projection algorithm, also where there are more materials than
   * rows, and for sparse X; or `'spa'`, the successive projection algorithm, which is faster.
   */
  selection?: SelectionName
  /** The set of the columns of H; `'sum-at-most-one'` with SNPA and `'nonnegative'` with SPA when absent. */
  coefficients?: CoefficientsName
}

/** Options of {@link separableNMFSync}: those of {@link separableNMF} but for the ones that need the event loop. */
export type SeparableNMFSyncOptions = Omit<SeparableNMFOptions, keyof AsyncOptions>

export const checkSeparableNMFOptions = (name: string, options: unknown, data: Data, sync: boolean) =>
  checkOptions(name, options, {
    rank: rank(data.cols),
    selection: selectionOption(data),
    coefficients: dependingOn<CoefficientsName>(({ selection }) =>
      optional(oneOf(...COEFFICIENTS_NAMES), selection === 'spa' ? 'nonnegative' : 'sum-at-most-one'),
    ),
    ...runSpec(sync),
  })

function selectionOption(data: Data): Check<SelectionName> {
  return (option, value) => {
    const name = optional(oneOf('snpa', 'spa'), 'snpa')(option, value)
    if (name === 'spa' && isSparseMatrix(data)) {
      throw invalidOption(option, value, "'snpa' for a sparse X, which is not written out")
    }
    return name
  }
}
