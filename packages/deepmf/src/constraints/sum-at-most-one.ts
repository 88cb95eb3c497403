import type { Constraint } from './constraint.js'

/** F >= 0 and every column of F sums to at most one (De Handschutter, thesis, eq. 2.5). */
export function columnsAtMostOne(): Constraint {
  return { name: 'columns sum to at most one', projection: 'sum-at-most', along: 'columns', parameters: [1] }
}

/** F >= 0 and every row of F sums to at most one. */
export function rowsAtMostOne(): Constraint {
  return { name: 'rows sum to at most one', projection: 'sum-at-most', along: 'rows', parameters: [1] }
}
