import type { Constraint, SignOptions } from './constraint.js'
import { readSign } from './options.js'

/**
 * Every column of F has length 1. Not convex; the first unit vector stands for a column of zeros, and the unit vector of
 * the largest entry, where entries are to be nonnegative, for a column without positive ones.
 *
 * Reference: Bauschke, Bui, Wang (2018), "Projecting onto the intersection of a cone and a sphere".
 *
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 */
export function unitColumns(options?: SignOptions): Constraint {
  const sign = readSign('unitColumns', options)
  return { name: 'columns of length 1', projection: `${sign}unit-l2`, along: 'columns', parameters: [] }
}

/** Every row of F has length 1; else as {@link unitColumns}. */
export function unitRows(options?: SignOptions): Constraint {
  const sign = readSign('unitRows', options)
  return { name: 'rows of length 1', projection: `${sign}unit-l2`, along: 'rows', parameters: [] }
}
