import { invalidOption } from '../errors.js'
import type { Constraint } from './constraint.js'

/**
 * Every entry of F within [low, high]; either bound may be infinite.
 *
 * Reference: Parikh, Boyd (2014), "Proximal algorithms".
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when `low` is above `high` or a bound is no number
 *
 * @example
 * box(0, 1)
 */
export function box(low: number, high: number): Constraint {
  checkBound('low', low, low < Number.POSITIVE_INFINITY, 'a number below infinity')
  checkBound('high', high, high >= low && high > Number.NEGATIVE_INFINITY, 'a number above -infinity, low or more')
  return { name: `entries from ${low} to ${high}`, projection: 'box', along: 'columns', parameters: [low, high] }
}

function checkBound(option: string, value: unknown, fits: boolean, allowed: string): void {
  if (typeof value !== 'number' || Number.isNaN(value) || !fits) throw invalidOption(option, value, allowed)
}
