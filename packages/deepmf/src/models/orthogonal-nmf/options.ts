import { boolean, checkOptions, dependingOn, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import type { OrthogonalFactor } from './problem.js'

/** Options of {@link orthogonalNMF}. */
export interface OrthogonalNMFOptions extends Omit<RunOptions, 'solver' | 'innerTolerance' | 'order'>, AsyncOptions {
  /** The number of clusters: from 1 to min(m, n), or with `overcomplete` to the number of samples (features). */
  rank: number
  /** Which factor is orthogonal: `'H'` (the default), which groups the samples, or `'W'`, which groups the features. */
  orthogonal?: OrthogonalFactor
  /**
   * Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. When absent and the rank
   * leaves no more than two samples (features) to be put together, the best factors are found in closed form.
   */
  init?: Init
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
  /**
   * `'auto'` (the default): assignments and basis vectors in turn, both exact. `'mu'`: multiplicative updates, which only
   * lead towards orthogonality.
   */
  solver?: 'auto' | 'mu'
}

/** Options of {@link orthogonalNMFSync}: those of {@link orthogonalNMF} but for the ones that need the event loop. */
export type OrthogonalNMFSyncOptions = Omit<OrthogonalNMFOptions, keyof AsyncOptions>

export function checkOrthogonalNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  const { rows, cols } = data
  return checkOptions(name, options, {
    orthogonal: optional(oneOf('H', 'W'), 'H'),
    overcomplete: optional(boolean(), false),
    rank: dependingOn(({ orthogonal, overcomplete }) =>
      rank(overcomplete === true ? grouped(orthogonal, rows, cols) : Math.min(rows, cols)),
    ),
    init: optional(initOption(data)),
    ...runSpec(sync),
  })
}

/** How many samples, or features, are put into groups. */
export const grouped = (orthogonal: unknown, rows: number, cols: number) => (orthogonal === 'W' ? rows : cols)
