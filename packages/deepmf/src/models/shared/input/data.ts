import { DeepMFError } from '../../../errors.js'
import type { DataLike } from '../../../matrix/index.js'
import {
  checkNonnegative,
  checkScale,
  isMatrix,
  isSparseMatrix,
  toMatrix,
  toObserved,
} from '../../../matrix/internals.js'
import type { Matrix, Precision } from '../../../matrix/matrix.js'
import type { SparseMatrix } from '../../../matrix/sparse/sparse-matrix.js'

/** Data as models hold it. */
export type Data = Matrix | SparseMatrix

/** The data of a fit, checked. */
export interface Input {
  readonly matrix: Data
  /** 1 where an entry is known and 0 where it is missing; `undefined` where all are known. */
  readonly mask?: Matrix | undefined
  /** What was converted from something else, so that nobody but the fit holds it; the mask too. */
  readonly temporaries: readonly Matrix[]
}

/** Checks the data and plans with it; what was converted goes again if the plan is refused. */
export function withInput<Planned>(data: DataLike, plan: (input: Input) => Planned, read = nonnegativeInput): Planned {
  const input = read(data)
  try {
    return plan(input)
  } catch (error) {
    for (const matrix of input.temporaries) matrix.dispose()
    throw error
  }
}

/**
 * The data as a matrix, dense or sparse: nonnegative, finite, and of a scale whose squares can be represented. What is
 * neither yet becomes a Matrix, of `precision` where that is given. With `missing` NaN is a missing entry.
 */
export function nonnegativeInput(data: DataLike, precision?: Precision, missing = false): Input {
  const { matrix, mask } =
    missing && !isSparseMatrix(data) ? toObserved(data, 'X', precision) : { matrix: dataMatrix(data, precision) }
  checkNonnegative(matrix, 'X')
  const input = checkedInput(matrix, data)
  return mask === undefined ? input : { matrix, mask, temporaries: [...input.temporaries, mask] }
}

/** The same for data of any sign. */
export const anyInput = (data: DataLike, precision?: Precision): Input =>
  checkedInput(dataMatrix(data, precision), data)

function checkedInput(matrix: Data, data: DataLike): Input {
  checkScale(matrix, 'X')
  return { matrix, temporaries: matrix === data || isSparseMatrix(matrix) ? [] : [matrix] }
}

function dataMatrix(data: DataLike, precision: Precision | undefined): Data {
  if (!isSparseMatrix(data)) {
    return toMatrix(data, 'X', precision === undefined || isMatrix(data) ? undefined : { precision })
  }
  // As for a Matrix: asking for the numbers of a disposed matrix should fail before any work.
  if (data.disposed) throw new DeepMFError('ERR_DISPOSED', { message: 'X was disposed of', option: 'X' })
  return data
}
