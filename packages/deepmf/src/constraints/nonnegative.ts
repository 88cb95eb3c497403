import type { Constraint } from './constraint.js'

/**
 * F >= 0, entry by entry: the projection is max(0, F).
 *
 * Reference: Parikh, Boyd (2014), "Proximal algorithms".
 */
export function nonnegative(): Constraint {
  return { name: 'nonnegative', projection: 'nonnegative', along: 'columns', parameters: [] }
}
