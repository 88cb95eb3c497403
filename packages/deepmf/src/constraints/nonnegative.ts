import type { Constraint } from './constraint.js'

/** F >= 0, entry by entry: the projection is max(0, F). */
export function nonnegative(): Constraint {
  return { name: 'nonnegative', projection: 'nonnegative', along: 'columns', parameters: [] }
}
