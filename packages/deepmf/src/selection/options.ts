import { DeepMFError, invalidOption } from '../errors.js'
import type { NMFOptions } from '../models/nmf/options.js'
import type { Data } from '../models/shared/input/data.js'
import { largestRank } from '../models/shared/input/ranks.js'
import type { AsyncOptions } from '../models/shared/input/run-options.js'
import { type Check, rank } from '../options/index.js'

/** What a selection decides itself. */
const DECIDED = ['rank', 'seed', 'weights', 'onProgress', 'signal', 'onAbort'] as const satisfies (
  | keyof NMFOptions
  | keyof AsyncOptions
)[]

/** Options of the fits that a selection makes: those of `nmf` that it does not decide itself. */
export type InnerNMFOptions = Omit<NMFOptions, (typeof DECIDED)[number]>

/** A validator for the options of the fits; each fit checks their values. */
export function innerOptions(): Check<InnerNMFOptions> {
  return (option, value) => {
    if (value === undefined) return {}
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidOption(option, value, 'an object with options of nmf')
    }
    const refused = DECIDED.find((name) => name in value)
    if (refused === undefined) return value
    const allowed = `options of nmf but for ${DECIDED.join(', ')}`
    const name = `${option}.${refused}`
    const message = `option '${name}' is decided by the selection, allowed: ${allowed}`
    throw new DeepMFError('ERR_UNKNOWN_OPTION', { message, option: name, received: refused, allowed })
  }
}

/** The largest rank of the fits of data with these options, which are not checked yet. */
export function largestOf({ rows, cols }: Data, options: unknown): number {
  const { nmf } = (options ?? {}) as { nmf?: { overcomplete?: unknown } | null }
  return largestRank(rows, cols, nmf?.overcomplete === true)
}

/** A validator for the ranks to compare: one or more from `least` to `largest`, each once; in ascending order. */
export function ranksToCompare(least: number, largest: number): Check<readonly number[]> {
  const allowed = `an array of different whole numbers from ${least} to ${largest}`
  return (option, value) => {
    if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) {
      throw invalidOption(option, value, allowed, 'ERR_RANK')
    }
    const ranks = Array.from(value, (item: unknown, i) => {
      const found = rank(largest)(`${option}[${i}]`, item)
      if (found < least) throw invalidOption(`${option}[${i}]`, found, allowed, 'ERR_RANK')
      return found
    })
    return Object.freeze(ranks.sort((a, b) => a - b))
  }
}
