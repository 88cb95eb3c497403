import type { Constraint } from './constraint.js'

/**
 * Every entry of F is 0 or 1, the nearer of the two; 0 halfway. Not convex.
 *
 * Reference: Zhang, Li, Ding, Zhang (2007), "Binary matrix factorization with applications".
 */
export function binary(): Constraint {
  return { name: 'entries 0 and 1', projection: 'binary', along: 'columns', parameters: [] }
}

/** Every entry of F is 1 or -1, the nearer of the two; -1 for 0. Not convex. */
export function signs(): Constraint {
  return { name: 'entries 1 and -1', projection: 'signs', along: 'columns', parameters: [] }
}
