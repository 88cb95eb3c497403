import { invalidOption } from '../errors.js'
import type { Check } from './check.js'

/** Names as a message lists them: `'a', 'b'`. */
export const inWords = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

/** One of a list of names. */
export function oneOf<const Name extends string>(...names: readonly Name[]): Check<Name> {
  return (option, value) => {
    const found = names.find((name) => name === value)
    if (found !== undefined) return found
    throw invalidOption(option, value, `one of ${inWords(names)}`)
  }
}

/** `true` or `false`; nothing is converted. */
export function boolean(): Check<boolean> {
  return (option, value) => {
    if (typeof value === 'boolean') return value
    throw invalidOption(option, value, 'true or false')
  }
}

/** A function to call back. Wrap in `optional` when it may be absent. */
export function callback<Argument, Result = void>(): Check<(argument: Argument) => Result> {
  return (option, value) => {
    if (typeof value === 'function') return value as (argument: Argument) => Result
    throw invalidOption(option, value, 'a function')
  }
}

/** An `AbortSignal`, one from another realm included. */
export function signal(): Check<AbortSignal> {
  return (option, value) => {
    if (isSignal(value)) return value
    throw invalidOption(option, value, 'an AbortSignal')
  }
}

function isSignal(value: unknown): value is AbortSignal {
  if (typeof value !== 'object' || value === null) return false
  const candidate = value as Partial<AbortSignal>
  return typeof candidate.aborted === 'boolean' && typeof candidate.addEventListener === 'function'
}
