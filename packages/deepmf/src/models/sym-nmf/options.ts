import { checkOptions, dependingOn } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { rankSpec } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { type SymmetricInit, symmetricInitOption } from '../shared/symmetric/start.js'

/** Options of {@link symNMF}. */
export interface SymNMFOptions extends RunOptions, AsyncOptions {
  /** The number of communities, columns of W: from 1 to n, or more with `overcomplete`. */
  rank: number
  /** Where the fit starts: `'random'` (the default), `'louvain'`, another name of {@link InitName}, or `{ W }`. */
  init?: SymmetricInit
  /** Allows a rank above n. */
  overcomplete?: boolean
}

/** Options of {@link symNMFSync}: those of {@link symNMF} but for the ones that need the event loop. */
export type SymNMFSyncOptions = Omit<SymNMFOptions, keyof AsyncOptions>

export function checkSymNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  const { rows, precision } = data
  return checkOptions(name, options, {
    ...rankSpec(data),
    init: dependingOn((before) => symmetricInitOption(rows, before.rank as number, precision)),
    ...runSpec(sync),
  })
}
