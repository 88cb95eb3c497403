import type { AlongName, ProjectionName } from '../backend/kernels/projections.js'

/** A closed convex set for a factor, given by its Euclidean projection. */
export interface Constraint {
  readonly name: string
  readonly projection: ProjectionName
  /** Which vectors of the factor the set speaks about. Of no account for entrywise sets. */
  readonly along: AlongName
  /** The set's numbers, as its projection takes them. */
  readonly parameters: readonly number[]
}
