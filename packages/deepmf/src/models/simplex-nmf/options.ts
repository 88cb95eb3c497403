import { checkOptions, dependingOn, oneOf, optional } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { BASIS_NAMES, type BasisName } from './problem.js'

/** Options of {@link simplexNMF}. */
export interface SimplexNMFOptions extends SizeOptions, RunOptions, AsyncOptions {
  /** Whether W, and so X, is nonnegative (`'nonnegative'`, the default) or of any sign (`'free'`). */
  basis?: BasisName
  /**
   * Where the fit starts: `'snpa'` (the default), another name of {@link InitName} (of {@link FreeInitName} where the basis
   * is free), or `{ W, H }`. Columns of H are brought onto the simplex.
   */
  init?: Init
}

/** Options of {@link simplexNMFSync}: those of {@link simplexNMF} but for the ones that need the event loop. */
export type SimplexNMFSyncOptions = Omit<SimplexNMFOptions, keyof AsyncOptions>

export function checkSimplexNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    basis: optional(oneOf(...BASIS_NAMES), 'nonnegative'),
    init: dependingOn(({ basis }) => initOption(data, basis as BasisName, 'snpa')),
    ...runSpec(sync),
  })
}
