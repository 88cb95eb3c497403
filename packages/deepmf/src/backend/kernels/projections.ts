import { namesOf } from './names.js'

/**
 * The set that a projection maps to, with its numbers (`parameters` of the kernels): the lowest and the highest entry
 * for 'box'; the sum for 'simplex' and 'sum-at-most', the lowest and the highest for 'sum-within'; for 'near-convex' the
 * epsilon of each column (row), or one for all; a radius for the balls; how many entries stay for 'k-sparse'; a level from 0 to 1 for
 * 'hoyer' and 'grouped-hoyer'. The others have none.
 */
export type ProjectionName =
  | 'none'
  | 'nonnegative'
  | 'box'
  | 'binary'
  | 'signs'
  | 'simplex'
  | 'sum-at-most'
  | 'sum-within'
  | 'near-convex'
  | 'l1-ball'
  | 'orthogonal'
  | 'doubly-stochastic'
  | `${'' | 'nonnegative-'}${'l2-ball' | 'unit-l2' | 'k-sparse' | 'hoyer' | 'grouped-hoyer'}`

/**
 * The penalty that a proximal map is of. Its numbers are the weight, and for 'total-variation' also the height and the
 * width of the image, 1 for the isotropic form or 0 for the other, and the number of steps.
 */
export type PenaltyName =
  `${'' | 'nonnegative-'}${'l1' | 'l1-half' | 'l1-squared' | 'l2-squared' | 'group-l2' | 'total-variation'}`

/** Whether a set or a penalty speaks of every column of a matrix or of every row. */
export type AlongName = 'columns' | 'rows'

/** Constraint sets and penalties. */
export interface ProjectionKernels {
  /** f = the nearest point of the set. */
  project(f: number, projection: ProjectionName, along: AlongName, parameters: Float64Array): void
  /**
   * f = argmin over X of 1/2‖X − f‖² + step · weight · penalty(X). Returns the largest duality gap of any column (row): 0
   * but for the total variation of images.
   */
  proximal(f: number, penalty: PenaltyName, along: AlongName, step: number, parameters: Float64Array): number
}

export const PROJECTIONS_KERNELS = namesOf<ProjectionKernels>({
  project: true,
  proximal: true,
})
