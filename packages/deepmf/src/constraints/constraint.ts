import type { AlongName, ProjectionName } from '../backend/kernels/projections.js'

/**
 * A closed set for a factor, given by its Euclidean projection. The functions of this folder make them; nothing else
 * about a set is known to the solvers.
 */
export interface Constraint {
  readonly name: string
  readonly projection: ProjectionName
  /** Which vectors of the factor the set speaks about. Of no account for entrywise sets. */
  readonly along: AlongName
  /** The set's numbers, as its projection takes them. */
  readonly parameters: readonly number[]
}

/** Options of sets that speak of columns or of rows. */
export interface AlongOptions {
  /** `'columns'` (the default) or `'rows'`. */
  readonly along?: AlongName
}

/** Options of sets that have a nonnegative part. */
export interface SignOptions {
  /** Whether entries are 0 or more as well; `false` by default. */
  readonly nonnegative?: boolean
}
