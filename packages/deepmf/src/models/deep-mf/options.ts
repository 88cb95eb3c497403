import { invalidOption } from '../../errors.js'
import type { Normalisation } from '../../init/normalise.js'
import {
  arrayOf,
  type Check,
  checkOptions,
  dependingOn,
  inWords,
  oneOf,
  optional,
  positive,
  wholeNumber,
} from '../../options/index.js'
import { type DeepOptions, deepSpec } from '../shared/deep/options.js'
import { NORMALISATIONS } from '../shared/factors/constraints.js'
import type { Data } from '../shared/input/data.js'
import type { CheckedInit } from '../shared/input/init-options.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import type { Decompose } from '../shared/names.js'

/** Which objective a deep factorization has. */
export type DeepLoss = 'layer-centric' | 'data-centric' | 'trigeorgis' | 'global'

/** Options of {@link deepMF}. */
export interface DeepMFOptions extends DeepOptions, RunOptions, AsyncOptions {
  /** The objective; `'layer-centric'` when absent. */
  loss?: DeepLoss
  /**
   * Weights of the layers' errors in the layer-centric and the data-centric loss, first layer
   * first. `'auto'` (the default): 1 for every layer of the data-centric loss; for the
   * layer-centric one, weights that bring every layer's error at the start to `balance` times that
   * of the first. The other losses weigh no layers.
   */
  layerWeights?: 'auto' | readonly number[]
  /** See `layerWeights`: 1 when absent. The thesis used 10. */
  balance?: number
  /**
   * Iterations of the sequential factorization that every layer is started with before all layers
   * are fitted together: 50 from a random start, 0 otherwise.
   */
  startIterations?: number
}

/** Options of {@link deepMFSync}. */
export type DeepMFSyncOptions = Omit<DeepMFOptions, keyof AsyncOptions>

export function checkDeepMFOptions(name: string, options: unknown, matrix: Data, sync: boolean) {
  const checked = checkOptions(name, options, {
    ...deepSpec(matrix, { decompose: 'features', init: 'random' }),
    loss: optional(oneOf('layer-centric', 'data-centric', 'trigeorgis', 'global'), 'layer-centric'),
    layerWeights: dependingOn(({ loss, ranks }) => weightsOption(loss as DeepLoss, (ranks as number[]).length)),
    balance: dependingOn(({ loss, layerWeights }) => balanceOption(loss as DeepLoss, layerWeights === 'auto')),
    startIterations: dependingOn(({ init }) => {
      return optional(wholeNumber(0), (init as CheckedInit).name === 'random' ? 50 : 0)
    }),
    ...runSpec(sync, { solver: 'fpgd' }),
  })
  checkDerived(checked)
  return checked
}

function weightsOption(loss: DeepLoss, depth: number): Check<'auto' | readonly number[]> {
  const list = arrayOf(positive(), depth)
  return (option, value, before) => {
    if (value === undefined || value === 'auto') return 'auto'
    if (loss === 'layer-centric' || loss === 'data-centric') return list(option, value, before)
    throw invalidOption(option, value, `nothing: the loss '${loss}' weighs no layers`)
  }
}

function balanceOption(loss: DeepLoss, automatic: boolean): Check<number> {
  return (option, value) => {
    if (value === undefined) return 1
    if (loss === 'layer-centric' && automatic) return positive()(option, value)
    throw invalidOption(option, value, "nothing: only automatic weights of the loss 'layer-centric' are balanced")
  }
}

/** The global loss makes the inner layers of one side products of others, which no set constrains. */
function checkDerived({
  loss,
  decompose,
  normalisation,
}: {
  readonly loss: DeepLoss
  readonly decompose: Decompose
  readonly normalisation: Normalisation
}): void {
  const derived = decompose === 'features' ? 'W-columns' : 'H-rows'
  if (loss !== 'global' || normalisation !== derived) return
  const allowed = NORMALISATIONS[decompose].filter((name) => name !== derived)
  throw invalidOption('normalisation', normalisation, `one of ${inWords(allowed)} for the loss 'global'`)
}
