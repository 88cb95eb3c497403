import { numberWhere } from '../options/index.js'
import type { AlongOptions, Constraint } from './constraint.js'
import { readAlong } from './options.js'

/**
 * F >= 0 and every column (or row) of F sums to within 1 ± delta, the relaxation of archetypal analysis.
 *
 * Reference: De Handschutter, thesis (2023), section 3.1, after Mørup, Hansen (2012).
 *
 * @param delta 0 or more and below 1
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * sumWithin(0.1, { along: 'rows' })
 */
export function sumWithin(delta: number, options?: AlongOptions): Constraint {
  const along = readAlong('sumWithin', options)
  const off = numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1')('delta', delta)
  return { name: `${along} sum to 1 ± ${off}`, projection: 'sum-within', along, parameters: [1 - off, 1 + off] }
}
