import { boolean, checkOptions, dependingOn, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { largestRank } from '../shared/input/layers.js'
import { type AsyncOptions, asyncSpec, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { BASIS_NAMES, type BasisName } from './problem.js'

/** Options of {@link simplexNMF}. */
export interface SimplexNMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of W: from 1 to min(m, n), or more with `overcomplete`. */
  rank: number
  /** Whether W, and so X, is nonnegative (`'nonnegative'`, the default) or of any sign (`'free'`). */
  basis?: BasisName
  /**
   * Where the fit starts: `'snpa'` (the default), another name of {@link InitName} (of {@link FreeInitName} where the basis
   * is free), or `{ W, H }`. Columns of H are brought onto the simplex.
   */
  init?: Init
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
}

/** Options of {@link simplexNMFSync}: those of {@link simplexNMF} but for the ones that need the event loop. */
export type SimplexNMFSyncOptions = Omit<SimplexNMFOptions, keyof AsyncOptions>

export function checkSimplexNMFOptions(name: string, options: unknown, { rows, cols, precision }: Data, sync: boolean) {
  return checkOptions(name, options, {
    overcomplete: optional(boolean(), false),
    rank: dependingOn(({ overcomplete }) => rank(largestRank(rows, cols, overcomplete === true))),
    basis: optional(oneOf(...BASIS_NAMES), 'nonnegative'),
    init: dependingOn((before) =>
      initOption({ rows, cols, rank: before.rank as number }, precision, before.basis as BasisName, 'snpa'),
    ),
    ...runSpec({ maxIterations: 500, tolerance: 1e-6, solver: 'auto' }),
    ...(sync ? {} : asyncSpec),
  })
}
