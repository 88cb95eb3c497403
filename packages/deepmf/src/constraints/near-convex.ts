import { arrayOf, numberFrom } from '../options/index.js'
import type { Constraint } from './constraint.js'

/**
 * Every column of F sums to 1 and has entries of -epsilon or more: near-convex combinations, which may leave the convex
 * hull by as much as epsilon allows.
 *
 * Reference: De Handschutter, Gillis, Vandaele, Siebert (2019), "Near-convex archetypal analysis"; De Handschutter,
 * thesis (2023), section 3.3.3.
 *
 * @param epsilon 0 or more: one number for all columns, or one for each
 * @throws DeepMFError `ERR_INVALID_OPTION`
 *
 * @example
 * nearConvexColumns([0.1, 0, 0.3])   // for a matrix of three columns
 */
export function nearConvexColumns(epsilon: number | readonly number[]): Constraint {
  const check = numberFrom(0, LARGEST)
  const parameters = Array.isArray(epsilon) ? arrayOf(check)('epsilon', epsilon) : [check('epsilon', epsilon)]
  return { name: 'columns of near-convex weights', projection: 'near-convex', along: 'columns', parameters }
}

/** The same for the rows of F; else as {@link nearConvexColumns}. */
export function nearConvexRows(epsilon: number | readonly number[]): Constraint {
  return { ...nearConvexColumns(epsilon), name: 'rows of near-convex weights', along: 'rows' }
}

/** What the kernels take: sums of it stay finite in single precision. */
const LARGEST = 1e18
