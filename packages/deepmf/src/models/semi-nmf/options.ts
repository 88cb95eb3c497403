import { checkOptions } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type FreeInit, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** Options of {@link semiNMF}. */
export interface SemiNMFOptions extends SizeOptions, RunOptions, AsyncOptions {
  /** Where the fit starts: `'random'` (the default), another name of {@link FreeInitName}, or `{ W, H }`. */
  init?: FreeInit
}

/** Options of {@link semiNMFSync}: those of {@link semiNMF} but for the ones that need the event loop. */
export type SemiNMFSyncOptions = Omit<SemiNMFOptions, keyof AsyncOptions>

export function checkSemiNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    init: initOption(data, 'free'),
    ...runSpec(sync),
  })
}
