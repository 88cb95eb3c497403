import { namesOf } from './names.js'

/** The set that a projection maps to; `total` of the kernel is the sum that the simplex sets speak of. */
export type ProjectionName = 'none' | 'nonnegative' | 'simplex' | 'sum-at-most'

/** Whether a set speaks of every column of a matrix or of every row. */
export type AlongName = 'columns' | 'rows'

/** Constraint sets. */
export interface ProjectionKernels {
  /** f = the nearest point of the set. */
  project(f: number, projection: ProjectionName, along: AlongName, total: number): void
}

export const PROJECTIONS_KERNELS = namesOf<ProjectionKernels>({
  project: true,
})
