import { positive } from '../options/index.js'
import type { Constraint } from './constraint.js'

/**
 * F >= 0 and every column of F sums to `sum`, 1 by default. On W this is column-stochasticity.
 *
 * The projection subtracts one threshold from a column and clips at 0; O(m) for a column, exact (Michelot, 1986).
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when the sum is not above 0
 */
export function simplexColumns(sum = 1): Constraint {
  const parameters = [positive()('sum', sum)]
  return { name: 'columns on the simplex', projection: 'simplex', along: 'columns', parameters }
}

/** F >= 0 and every row of F sums to `sum`, 1 by default; else as {@link simplexColumns}. */
export function simplexRows(sum = 1): Constraint {
  return { ...simplexColumns(sum), name: 'rows on the simplex', along: 'rows' }
}
