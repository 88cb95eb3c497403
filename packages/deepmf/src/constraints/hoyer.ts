import { checkOptions, numberFrom, oneOf, optional } from '../options/index.js'
import type { AlongOptions, Constraint, SignOptions } from './constraint.js'
import { alongOption, prefix, signOption } from './options.js'

/** Options of {@link hoyerAtLeast}. */
export interface HoyerOptions extends AlongOptions, SignOptions {
  /** Whether every vector has the level (`'vector'`, the default) or their mean (`'group'`). */
  readonly per?: 'vector' | 'group'
}

/**
 * Hoyer's sparsity (see {@link hoyerSparsity}) is at least `level`, in every column (or row) of F or in the mean over
 * them. Not convex.
 *
 * For single vectors the projection is a nearest point, exactly. For groups it is grouped sparse projection: the directions
 * of the sparsity asked for that agree best with the vectors, one threshold for all.
 *
 * Reference: Hoyer (2004); Thom, Palm (2013); Ohib, Gillis, Dalmasso, Shah, Potluru, Plis (2022), "Explicit group sparse
 * projection"; De Handschutter, thesis (2023), equations 6.6 and 6.7.
 *
 * @param level from 0 (any vector) to 1 (one entry)
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * hoyerAtLeast(0.7, { per: 'group', nonnegative: true })
 */
export function hoyerAtLeast(level: number, options?: HoyerOptions): Constraint {
  const { along, nonnegative, per } = checkOptions('hoyerAtLeast', options, {
    along: alongOption,
    nonnegative: signOption,
    per: optional(oneOf('vector', 'group'), 'vector'),
  })
  const parameters = [numberFrom(0, 1)('level', level)]
  const set = per === 'group' ? 'grouped-hoyer' : 'hoyer'
  const name = `${along} of Hoyer sparsity ${level}${per === 'group' ? ' in the mean' : ''}`
  return { name, projection: `${prefix(nonnegative)}${set}`, along, parameters }
}
