import { namesOf } from './names.js'

/**
 * The set that a projection maps to, with its numbers (`parameters` of the kernels): the sum for the simplex sets;
 * for 'near-convex' the epsilon of each column (row).
 */
export type ProjectionName = 'none' | 'nonnegative' | 'simplex' | 'sum-at-most' | 'near-convex'

/** Whether a set speaks of every column of a matrix or of every row. */
export type AlongName = 'columns' | 'rows'

/** Constraint sets. */
export interface ProjectionKernels {
  /** f = the nearest point of the set. */
  project(f: number, projection: ProjectionName, along: AlongName, parameters: Float64Array): void
}

export const PROJECTIONS_KERNELS = namesOf<ProjectionKernels>({
  project: true,
})
