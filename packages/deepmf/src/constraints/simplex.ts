import type { Constraint } from './constraint.js'

/** F >= 0 and every column of F sums to one. On W this is column-stochasticity. */
export function simplexColumns(): Constraint {
  return { name: 'columns on the simplex', projection: 'simplex', along: 'columns', parameters: [1] }
}

/** F >= 0 and every row of F sums to one. */
export function simplexRows(): Constraint {
  return { name: 'rows on the simplex', projection: 'simplex', along: 'rows', parameters: [1] }
}
