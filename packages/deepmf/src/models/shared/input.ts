import { checkNonnegative, checkScale, isMatrix, toMatrix } from '../../matrix/internals.js'
import type { Matrix, MatrixLike, Precision } from '../../matrix/matrix.js'

/** The data of a fit, checked. */
export interface Input {
  readonly matrix: Matrix
  /** The matrix, if it was converted from something else, so that nobody but the fit holds it. */
  readonly temporaries: readonly Matrix[]
}

/** Checks the data and plans with it; what was converted goes again if the plan is refused. */
export function withInput<Planned>(data: Matrix | MatrixLike, plan: (input: Input) => Planned): Planned {
  const input = nonnegativeInput(data)
  try {
    return plan(input)
  } catch (error) {
    for (const matrix of input.temporaries) matrix.dispose()
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
  return { matrix, temporaries: matrix === data ? [] : [matrix] }
}
