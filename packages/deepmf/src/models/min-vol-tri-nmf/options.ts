import { checkOptions, dependingOn } from '../../options/index.js'
import { type MinVolumeOptions, volumeSpec } from '../shared/factors/volume-weight.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { type TriRanks, triNormalisation, triRanks } from '../shared/tri/factors.js'
import { type TriInit, triInitOption } from '../shared/tri/start.js'
import { MIN_VOL_TRI_NORMALISATIONS, type MinVolTriNormalisation } from './problem.js'

/** Options of {@link minVolTriNMF}. */
export interface MinVolTriNMFOptions extends RunOptions, AsyncOptions, MinVolumeOptions {
  /** The number of columns of W, from 1 to m, and the number of rows of H, from 1 to n. */
  ranks: TriRanks
  /** Where the fit starts: `'snpa'` (the default), another name of {@link InitName}, or `{ W, S, H }`. */
  init?: TriInit
  /**
   * What fixes the scale: columns of W and of H sum to one (`'stochastic'`, the default), or rows and columns of S do
   * (`'doubly-stochastic'`, for equal ranks).
   */
  normalisation?: MinVolTriNormalisation
}

/** Options of {@link minVolTriNMFSync}: those of {@link minVolTriNMF} but for the ones that need the event loop. */
export type MinVolTriNMFSyncOptions = Omit<MinVolTriNMFOptions, keyof AsyncOptions>

export function checkMinVolTriNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ranks: triRanks(data.rows, data.cols),
    init: dependingOn(({ ranks }) => triInitOption(data, ranks as TriRanks, 'snpa')),
    normalisation: dependingOn(({ ranks }) => triNormalisation(ranks as TriRanks, MIN_VOL_TRI_NORMALISATIONS)),
    ...volumeSpec,
    ...runSpec(sync),
  })
}
