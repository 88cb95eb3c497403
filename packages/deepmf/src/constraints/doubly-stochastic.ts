import type { Constraint } from './constraint.js'

/**
 * F >= 0, square, and every row and every column sums to 1 (the Birkhoff polytope).
 *
 * The projection is a semismooth Newton method on the dual, about ten steps of O(n²) times a few; sums are right to about
 * √n roundings of the spread of F. A matrix that is not square is `ERR_SHAPE` when the set is used.
 *
 * Reference: Li, Sun, Toh (2020), "On the efficient computation of a projector over the Birkhoff polytope".
 */
export function doublyStochastic(): Constraint {
  return { name: 'doubly stochastic', projection: 'doubly-stochastic', along: 'columns', parameters: [] }
}
