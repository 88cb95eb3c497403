import { checkOptions, oneOf, optional } from '../../options/index.js'
import { type MinVolumeOptions, volumeSpec } from '../shared/factors/volume-weight.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { MIN_VOL_NORMALISATIONS, type MinVolNormalisation } from './problem.js'

/** Options of {@link minVolNMF}. */
export interface MinVolNMFOptions extends SizeOptions, RunOptions, AsyncOptions, MinVolumeOptions {
  /** Where the fit starts: `'snpa'` (the default), another name of {@link InitName}, or `{ W, H }`. */
  init?: Init
  /**
   * What fixes the scale: columns of H sum to at most one (`'H-columns'`, the default), to one (`'H-simplex'`), or
   * columns of W sum to one (`'W-columns'`).
   */
  normalisation?: MinVolNormalisation
}

/** Options of {@link minVolNMFSync}: those of {@link minVolNMF} but for the ones that need the event loop. */
export type MinVolNMFSyncOptions = Omit<MinVolNMFOptions, keyof AsyncOptions>

export function checkMinVolNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    init: initOption(data, 'nonnegative', 'snpa'),
    normalisation: optional(oneOf(...MIN_VOL_NORMALISATIONS), 'H-columns'),
    ...volumeSpec,
    ...runSpec(sync),
  })
}
