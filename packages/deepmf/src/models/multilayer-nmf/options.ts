import { checkOptions } from '../../options/index.js'
import { type DeepOptions, deepSpec } from '../shared/deep/options.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** Options of {@link multilayerNMF}. `maxIterations` and `tolerance` count for every layer. */
export interface MultilayerNMFOptions extends DeepOptions, RunOptions, AsyncOptions {}

/** Options of {@link multilayerNMFSync}. */
export type MultilayerNMFSyncOptions = Omit<MultilayerNMFOptions, keyof AsyncOptions>

export function checkMultilayerOptions(name: string, options: unknown, matrix: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...deepSpec(matrix, { decompose: 'coefficients', init: 'random' }),
    ...runSpec(sync),
  })
}
