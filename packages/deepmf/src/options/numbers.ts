import { invalidOption } from '../errors.js'
import type { Check } from './check.js'

/** The largest seed: every whole number up to it is exact in JavaScript. */
export const LARGEST_SEED = Number.MAX_SAFE_INTEGER

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Check<number> {
  const allowed =
    max === Number.MAX_SAFE_INTEGER ? `a whole number, ${min} or more` : `a whole number from ${min} to ${max}`
  return (option, value) => {
    if (isWhole(value, min, max)) return value
    throw invalidOption(option, value, allowed)
  }
}

/** A finite number above zero. */
export function positive(): Check<number> {
  return numberWhere((value) => value > 0, 'a finite number above 0')
}

/** A finite number, zero or more. */
export function nonnegative(): Check<number> {
  return numberWhere((value) => value >= 0, 'a finite number, 0 or more')
}

/** A finite number from `min` to `max`, the ends included. */
export function numberFrom(min: number, max: number): Check<number> {
  return numberWhere((value) => value >= min && value <= max, `a number from ${min} to ${max}`)
}

/** A finite number that passes a test of its own, with what is allowed in words. */
export function numberWhere(test: (value: number) => boolean, allowed: string): Check<number> {
  return (option, value) => {
    if (typeof value === 'number' && Number.isFinite(value) && test(value)) return value
    throw invalidOption(option, value, allowed)
  }
}

/** The rank of a factorization: a whole number from 1 to `largest` (`ERR_RANK` otherwise). */
export function rank(largest: number): Check<number> {
  return (option, value) => {
    if (isWhole(value, 1, largest)) return value
    throw invalidOption(option, value, `a whole number from 1 to ${largest}`, 'ERR_RANK')
  }
}

/**
 * The ranks of a deep factorization, first layer first: one or more whole numbers from 1 to `largest`, none above the
 * one before it (`ERR_RANK` otherwise).
 */
export function ranks(largest: number): Check<readonly number[]> {
  const allowed = `an array of one or more whole numbers from 1 to ${largest}, none above the one before it`
  return (option, value) => {
    if (!Array.isArray(value) || value.length === 0) throw invalidOption(option, value, allowed, 'ERR_RANK')
    let bound = largest
    const result = Array.from(value, (item: unknown, i) => {
      bound = rank(bound)(`${option}[${i}]`, item)
      return bound
    })
    return Object.freeze(result)
  }
}

/**
 * The seed of every random choice: a whole number from 0 to 2^53 - 1. When absent one is drawn, so that the result can
 * name the seed that was used.
 */
export function seed(): Check<number> {
  const check = wholeNumber(0, LARGEST_SEED)
  return (option, value) => {
    if (value === undefined) return drawSeed()
    try {
      // -0 is taken for 0, and reported as 0.
      return check(option, value) + 0
    } catch {
      throw invalidOption(option, value, 'a whole number from 0 to 2^53 - 1')
    }
  }
}

/** A fresh seed of 53 random bits. */
function drawSeed(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (high & 0x1fffff) * 2 ** 32 + low
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
}
