import { invalidOption } from '../../../errors.js'
import type { InitName } from '../../../init/by-name.js'
import type { Normalisation } from '../../../init/normalise.js'
import type { MatrixLike } from '../../../matrix/matrix.js'
import { boolean, type Check, dependingOn, inWords, oneOf, optional, ranks } from '../../../options/index.js'
import { NORMALISATIONS } from '../factors/constraints.js'
import type { Data } from '../input/data.js'
import { deepInitOption } from '../input/init-options.js'
import { largestRank, layerShapes } from '../input/ranks.js'
import type { Decompose } from '../names.js'

/** Options that all models of several layers share. */
export interface DeepOptions {
  /** The ranks of the layers, first layer first, none above the one before it. */
  ranks: readonly number[]
  /** Which factor the next layer factorizes. */
  decompose?: Decompose
  /**
   * How the scale of every layer is fixed. With `'none'` a layer can be made arbitrarily small at
   * no cost, and a layer-centric loss then says nothing about the layers after it.
   */
  normalisation?: Normalisation
  /** Where the layers start: a name of {@link InitName}, or `{ W, H }` for each of them. */
  init?: InitName | readonly { W: MatrixLike; H: MatrixLike }[]
  /** Allows ranks above min(m, n). */
  overcomplete?: boolean
}

/**
 * The validators of {@link DeepOptions} for the data `matrix`. The order matters: which ranks fit, which normalisations
 * close the scale hole and which shapes a start has depends on the options before.
 */
export function deepSpec(matrix: Data, defaults: { readonly decompose: Decompose; readonly init: InitName }) {
  const { rows, cols, precision } = matrix
  return {
    overcomplete: optional(boolean(), false),
    ranks: dependingOn(({ overcomplete }) => ranks(largestRank(rows, cols, overcomplete === true))),
    decompose: optional(oneOf('features', 'coefficients'), defaults.decompose),
    normalisation: dependingOn(({ decompose }) => normalisationOption(decompose as Decompose)),
    init: dependingOn(({ ranks, decompose }) => {
      const shapes = layerShapes(rows, cols, ranks as readonly number[], decompose as Decompose)
      return deepInitOption(shapes, precision, defaults.init)
    }),
  }
}

function normalisationOption(decompose: Decompose): Check<Normalisation> {
  const known: readonly Normalisation[] = NORMALISATIONS[decompose]
  return (option, value) => {
    if (value === undefined) return known[0] as Normalisation
    const found = known.find((name) => name === value)
    if (found !== undefined) return found
    throw invalidOption(option, value, `one of ${inWords(known)} where ${decompose} are decomposed`)
  }
}
