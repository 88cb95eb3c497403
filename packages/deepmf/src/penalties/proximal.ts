import type { ProjectOptions } from '../constraints/project.js'
import { invalidOption } from '../errors.js'
import { mapped } from '../matrix/mapped.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { nonnegative } from '../options/index.js'
import type { Penalty } from './penalty.js'

/**
 * The proximal map of a penalty: `argmin over X of ½‖X − matrix‖² + step · penalty(X)`. Nothing is -0, and the result is
 * the same to the bit on every backend.
 *
 * @param matrix any numbers, m x n
 * @param penalty a penalty with its weight, made by one of the functions beside this one
 * @param step 0 or more, 1 by default
 * @returns a new matrix, m x n, of the same precision
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SCALE`; `ERR_INVALID_OPTION` for the step; `ERR_SHAPE` when an image
 *   does not fit; in a browser `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
 *
 * @example
 * proximal([[3, -4, 0]], l1Penalty(2), 0.5).toRows()   // [[2, -3, 0]]
 */
export function proximal(matrix: MatrixLike, penalty: Penalty, step = 1, options?: ProjectOptions): Matrix {
  const { penalty: name, along, parameters } = checked(penalty)
  nonnegative()('step', step)
  return mapped('proximal', matrix, options, (kernels, id) => {
    kernels.proximal(id, name, along, step, Float64Array.from(parameters))
  })
}

function checked(penalty: unknown): Penalty {
  const { penalty: name, along, parameters } = (penalty ?? {}) as Partial<Penalty>
  if (typeof name === 'string' && typeof along === 'string' && Array.isArray(parameters)) return penalty as Penalty
  throw invalidOption('penalty', penalty, 'a penalty, such as l1Penalty(0.1)')
}
