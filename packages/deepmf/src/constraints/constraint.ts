/** The projections that the kernels know. */
export type Projection = 'none' | 'nonnegative' | 'simplex' | 'sum-at-most'

/** A closed convex set for a factor, given by its Euclidean projection. */
export interface Constraint {
  readonly name: string
  readonly projection: Projection
  /** Which vectors of the factor the set speaks about. Of no account for entrywise sets. */
  readonly along: 'columns' | 'rows'
  /** The sum that the set asks for (simplex) or allows (sum at most). */
  readonly total: number
}
