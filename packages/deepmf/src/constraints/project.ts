import type { BackendName } from '../backend/backend.js'
import { mapped } from '../matrix/mapped.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { asConstraint } from './check.js'
import type { Constraint } from './constraint.js'
import { projectInPlace } from './in-place.js'

/** Options of {@link project} and `proximal`. */
export interface ProjectOptions {
  /** The backend to compute on; by default the best one that is loaded or can be loaded at once. */
  readonly backend?: BackendName
}

/**
 * The nearest matrix in a set: `argmin over X in the set of ‖X − matrix‖`. Where a set is not convex its own
 * documentation says which of the nearest points it is. Nothing is -0, and the result is the same to the bit on every
 * backend.
 *
 * @param matrix any numbers, m x n
 * @param constraint a set, made by one of the functions beside this one
 * @returns a new matrix, m x n, of the same precision
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SCALE`; `ERR_INVALID_ARGUMENT` or `ERR_SHAPE` when the set does not
 *   fit the shape (k above the length, a matrix that is not square); in a browser `ERR_BACKEND_NOT_LOADED` before the
 *   first fit or `loadBackend()`
 *
 * @example
 * project([[2, 0], [0, 0.5]], simplexColumns()).toRows()   // [[1, 0.25], [0, 0.75]]
 */
export function project(matrix: MatrixLike, constraint: Constraint, options?: ProjectOptions): Matrix {
  const set = asConstraint('constraint', constraint)
  return mapped('project', matrix, options, (kernels, id) => projectInPlace(kernels, id, set))
}
