import { DeepMFError, invalidOption } from '../errors.js'
import { nearest } from './nearest.js'

/**
 * A validator: takes the option's name and the value received (`undefined` when absent), and returns the value to use,
 * defaults filled in, or throws a {@link DeepMFError}. What is allowed may hang on the options that stand before it in
 * the spec: they come checked.
 */
export type Check<T> = (option: string, value: unknown, before?: Readonly<Record<string, unknown>>) => T

/** One validator per option that a function knows. */
export type OptionSpec = Readonly<Record<string, Check<unknown>>>

declare const checked: unique symbol

/** Options that have been through {@link checkOptions} with that spec; nothing else has this type. */
export type Checked<Spec extends OptionSpec> = {
  readonly [Name in keyof Spec]: ReturnType<Spec[Name]>
} & { readonly [checked]: true }

/**
 * Checks the options of a function against a spec, once, before any work.
 *
 * @param owner the function's name, for messages
 * @param options what the caller gave; `undefined` counts as no options
 * @param spec one validator per option
 * @returns a frozen object with a value for every option of the spec
 * @throws DeepMFError `ERR_UNKNOWN_OPTION` for a name that the spec lacks, with the nearest known one suggested;
 *   `ERR_INVALID_OPTION` (or the validator's own code) for a value that is not allowed
 *
 * @example
 * const spec = { rank: rank(Math.min(m, n)), tolerance: optional(nonnegative(), 1e-6), seed: seed() }
 * const checked = checkOptions('nmf', options, spec)   // { rank: number, tolerance: number, seed: number }
 */
export function checkOptions<Spec extends OptionSpec>(owner: string, options: unknown, spec: Spec): Checked<Spec> {
  if (options !== undefined && !isRecord(options)) {
    throw invalidOption('options', options, `an object with the options of ${owner}`)
  }
  const given: Record<string, unknown> = options ?? {}
  // for-in, so that an option inherited from a prototype is either used or refused, never overlooked.
  for (const name in given) {
    if (!Object.hasOwn(spec, name)) throw unknownOption(owner, name, Object.keys(spec))
  }
  const result: Record<string, unknown> = {}
  for (const [name, check] of Object.entries(spec)) result[name] = check(name, given[name], result)
  return Object.freeze(result) as Checked<Spec>
}

/** A validator that gives `fallback` when the option is absent. */
export function optional<T, F extends T | undefined>(check: Check<T>, fallback: F): Check<T | F>
export function optional<T>(check: Check<T>): Check<T | undefined>
export function optional<T>(check: Check<T>, fallback?: T): Check<T | undefined> {
  return (option, value, before) => (value === undefined ? fallback : check(option, value, before))
}

/** A validator for an array whose items all pass `check`; the message names the item, such as `weights[2]`. */
export function arrayOf<T>(check: Check<T>, length?: number): Check<readonly T[]> {
  const allowed = length === undefined ? 'an array' : `an array of ${length}`
  return (option, value, before) => {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
      throw invalidOption(option, value, allowed)
    }
    return Object.freeze(Array.from(value, (item, i) => check(`${option}[${i}]`, item, before)))
  }
}

/** A validator that is chosen by what the options before it in the spec are. */
export function dependingOn<T>(choose: (before: Readonly<Record<string, unknown>>) => Check<T>): Check<T> {
  return (option, value, before) => choose(before ?? {})(option, value, before)
}

function unknownOption(owner: string, name: string, known: readonly string[]): DeepMFError {
  const suggestion = nearest(name, known)
  const hint = suggestion === undefined ? '' : `; did you mean '${suggestion}'?`
  const allowed = known.join(', ')
  const message = `${owner} has no option '${name}'${hint} (allowed: ${allowed})`
  return new DeepMFError('ERR_UNKNOWN_OPTION', { message, option: name, received: name, allowed })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}
