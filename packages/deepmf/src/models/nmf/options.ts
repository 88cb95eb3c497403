import { NORMALISATION_NAMES, type Normalisation } from '../../init/normalise.js'
import { boolean, checkOptions, dependingOn, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input.js'
import { largestRank } from '../shared/layers.js'
import { type AsyncOptions, asyncSpec, type Init, initOption, type RunOptions, runSpec } from '../shared/options.js'

/** Options of {@link nmf}. */
export interface NMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of W: from 1 to min(m, n), or more with `overcomplete`. */
  rank: number
  /** Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. */
  init?: Init
  /** A set that fixes the scale of the factors; `'none'` (the default) leaves it open. */
  normalisation?: Normalisation
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
}

/** Options of {@link nmfSync}: those of {@link nmf} but for the ones that need the event loop. */
export type NMFSyncOptions = Omit<NMFOptions, keyof AsyncOptions>

const DEFAULTS = { maxIterations: 500, tolerance: 1e-6, solver: 'auto' } as const
export function checkNMFOptions(name: string, options: unknown, matrix: Data, sync: boolean) {
  const { rows, cols, precision } = matrix
  return checkOptions(name, options, {
    overcomplete: optional(boolean(), false),
    rank: dependingOn(({ overcomplete }) => rank(largestRank(rows, cols, overcomplete === true))),
    init: dependingOn((before) => initOption({ rows, cols, rank: before.rank as number }, precision)),
    normalisation: optional(oneOf(...NORMALISATION_NAMES), 'none'),
    ...runSpec(DEFAULTS),
    ...(sync ? {} : asyncSpec),
  })
}
