import type { Matrix } from '../../matrix/matrix.js'
import { arrayOf, type Check, checkOptions, oneOf, optional, positive, wholeNumber } from '../../options/index.js'
import { type DeepOptions, deepSpec } from '../shared/deep-options.js'
import { type AsyncOptions, asyncSpec, type RunOptions, runSpec } from '../shared/options.js'

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
   * of the first.
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

const DEFAULTS = { maxIterations: 500, tolerance: 1e-6, solver: 'fpgd', innerSteps: 10 } as const

export function checkDeepMFOptions(name: string, options: unknown, matrix: Matrix, sync: boolean) {
  const given = (options ?? {}) as Partial<DeepMFOptions>
  const spec = deepSpec(given, matrix, { decompose: 'features', init: 'random' })
  const depth = given.ranks?.length ?? 0
  const randomStart = given.init === undefined || given.init === 'random'
  return checkOptions(name, options, {
    ...spec,
    loss: optional(oneOf('layer-centric', 'data-centric', 'trigeorgis', 'global'), 'layer-centric'),
    layerWeights: weightsOption(depth),
    balance: optional(positive(), 1),
    startIterations: optional(wholeNumber(0), randomStart ? 50 : 0),
    ...runSpec(DEFAULTS),
    ...(sync ? {} : asyncSpec),
  })
}

function weightsOption(depth: number): Check<'auto' | readonly number[]> {
  const list = arrayOf(positive(), depth)
  return (option, value) => (value === undefined || value === 'auto' ? 'auto' : list(option, value))
}
