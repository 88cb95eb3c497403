import { invalidOption } from '../../../errors.js'
import { type Check, checkOptions, nonnegative, optional } from '../../../options/index.js'

/** A weight for each factor; 0 for none. */
export interface FactorWeights {
  readonly W: number
  readonly H: number
}

/** A weight for both factors, or for each of them. */
export type FactorWeightsOption = number | { readonly W?: number; readonly H?: number }

/** The validator of a penalty's weights: 0 or more for both factors, or `{ W, H }`. */
export function factorWeights(): Check<FactorWeights> {
  const weight = nonnegative()
  return (option, value) => {
    if (value === undefined) return { W: 0, H: 0 }
    if (typeof value === 'number') return { W: weight(option, value), H: weight(option, value) }
    if (typeof value !== 'object' || value === null) {
      throw invalidOption(option, value, 'a number that is 0 or more, or { W, H } with such numbers')
    }
    return checkOptions(option, value, {
      W: (_, given) => optional(weight, 0)(`${option}.W`, given),
      H: (_, given) => optional(weight, 0)(`${option}.H`, given),
    })
  }
}
