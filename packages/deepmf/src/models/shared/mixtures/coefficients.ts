import type { Constraint } from '../../../constraints/constraint.js'
import { nonnegative } from '../../../constraints/nonnegative.js'
import { simplexColumns } from '../../../constraints/simplex.js'
import { columnsAtMostOne } from '../../../constraints/sum-at-most-one.js'

const SETS = {
  nonnegative,
  'sum-at-most-one': columnsAtMostOne,
  'sum-to-one': simplexColumns,
} as const satisfies Record<string, () => Constraint>

/**
 * The set of the coefficients of a sample: `'nonnegative'` mixes its basis vectors at will, `'sum-to-one'` puts it in their
 * convex hull, `'sum-at-most-one'` in the hull of them and the origin.
 */
export type CoefficientsName = keyof typeof SETS

export const COEFFICIENTS_NAMES = Object.keys(SETS) as CoefficientsName[]

/** The set of H. */
export const coefficientSet = (name: CoefficientsName): Constraint => SETS[name]()
