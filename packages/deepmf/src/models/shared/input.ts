import { checkNonnegative, checkScale, isMatrix, toMatrix } from '../../matrix/internals.js'
import type { Matrix, MatrixLike, Precision } from '../../matrix/matrix.js'

/** The data of a fit, checked. */
export interface Input {
  readonly matrix: Matrix
  /** It was converted from something else, so nobody but the fit holds it. */
  readonly temporary: boolean
}

/** Checks the data and plans with it; what was converted goes again if the plan is refused. */
export function withInput<Planned>(data: Matrix | MatrixLike, plan: (input: Input) => Planned): Planned {
  const input = nonnegativeInput(data)
  try {
    return plan(input)
  } catch (error) {
    if (input.temporary) input.matrix.dispose()
    throw error
  }
}

/**
 * The data as a matrix: nonnegative, finite, and of a scale whose squares can be represented. What is not a
 * Matrix yet becomes one of `precision` where that is given.
 */
export function nonnegativeInput(data: Matrix | MatrixLike, precision?: Precision): Input {
  const matrix = toMatrix(data, 'X', precision === undefined || isMatrix(data) ? undefined : { precision })
  checkNonnegative(matrix, 'X')
  checkScale(matrix, 'X')
  return { matrix, temporary: matrix !== data }
}
