import type { Constraint } from './constraint.js'

/** F >= 0, entry by entry. */
export function nonnegative(): Constraint {
  return { name: 'nonnegative', projection: 'nonnegative', along: 'columns', parameters: [] }
}
