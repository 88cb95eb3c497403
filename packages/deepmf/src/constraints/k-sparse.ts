import { wholeNumber } from '../options/index.js'
import type { AlongOptions, Constraint, SignOptions } from './constraint.js'
import { readBoth } from './options.js'

/**
 * At most `k` entries of every column (or row) of F are not 0: those of the largest magnitude stay, the first among
 * equals. Not convex.
 *
 * Reference: Blumensath, Davies (2009), "Iterative hard thresholding for compressed sensing".
 *
 * @param k 1 or more, and at most the length of a column (row): `ERR_INVALID_ARGUMENT` when it is used otherwise
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * kSparse(3, { nonnegative: true })   // deep dictionary learning: three atoms for each sample
 */
export function kSparse(k: number, options?: AlongOptions & SignOptions): Constraint {
  const { along, sign } = readBoth('kSparse', options)
  const parameters = [wholeNumber(1)('k', k)]
  return { name: `${along} with at most ${k} entries`, projection: `${sign}k-sparse`, along, parameters }
}
