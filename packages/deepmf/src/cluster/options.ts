import type { BackendName } from '../backend/backend.js'
import { backendName } from '../backend/select.js'
import { checkScale, isMatrix, toMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { optional, signal, wholeNumber } from '../options/index.js'

/** Options of every function that works in rounds, sync or async. */
export interface RoundsOptions {
  /** Which backend; native, else WASM, else JS when absent. */
  backend?: BackendName
  /** Threads of the native backend; all physical cores when absent. The result has the same bits. */
  threads?: number
}

/** Options of the async forms. */
export interface AsyncRoundsOptions {
  /** Ends the work between two rounds; the promise is rejected with the signal's reason. */
  signal?: AbortSignal
}

/** The validators of {@link RoundsOptions}, and of {@link AsyncRoundsOptions} unless `sync`. */
export const roundsSpec = (sync: boolean) => ({
  backend: backendName(),
  threads: optional(wholeNumber(1, 1024)),
  ...(sync ? {} : { signal: optional(signal()) }),
})

/** Runs `plan` with the data as a matrix of a sound scale; what was converted goes again if the plan is refused. */
export function withColumns<Planned>(data: MatrixLike, plan: (matrix: Matrix, temporary: boolean) => Planned): Planned {
  const matrix = toMatrix(data, 'X')
  const temporary = !isMatrix(data)
  try {
    checkScale(matrix, 'X')
    return plan(matrix, temporary)
  } catch (error) {
    if (temporary) matrix.dispose()
    throw error
  }
}
