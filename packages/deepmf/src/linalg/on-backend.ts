import type { BackendName } from '../backend/backend.js'
import { backendName, requireBackend } from '../backend/select.js'
import { DeepMFError } from '../errors.js'
import { adopt, isMatrix, onBackend, toMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike, Precision } from '../matrix/matrix.js'
import { Arena, type Value } from '../problem/arena.js'
import { download } from '../problem/transfer.js'

/** Options of every function of linear algebra. */
export interface LinalgOptions {
  /** The backend to compute on; by default the best one that is loaded or can be loaded at once. */
  readonly backend?: BackendName
}

/** The validators of {@link LinalgOptions}. */
export const linalgSpec = { backend: backendName() }

interface CheckedBackend {
  readonly backend: BackendName | undefined
}

/** What a computation works with. */
export interface Work<Name extends string> {
  readonly arena: Arena
  /** The arguments in the backend's memory, to be read. */
  readonly given: Readonly<Record<Name, Value>>
  /** The matrix as the result; it stays when the rest goes. */
  take(value: Value): Matrix
  /** The entries as numbers of the result. */
  numbers(value: Value): Float64Array
}

/**
 * Computes with matrices of one precision: that of the first argument. What was converted for the call, and what the
 * computation allocates, is given back.
 *
 * @param check refuses shapes and options that do not fit, before any work, and gives the options
 */
export function compute<Name extends string, Options extends CheckedBackend, Result>(
  args: Readonly<Record<Name, MatrixLike>>,
  check: (matrices: Readonly<Record<Name, Matrix>>) => Options,
  work: (work: Work<Name>, options: Options) => Result,
): Result {
  const temporaries: Matrix[] = []
  try {
    const matrices = readAll(args, temporaries)
    const options = check(matrices)
    const backend = requireBackend(options.backend)
    const arena = new Arena(backend, precisionOf(matrices) === 'float64' ? 64 : 32)
    const { epoch } = backend
    try {
      return work(workWith(arena, matrices), options)
    } finally {
      arena.release(epoch)
    }
  } finally {
    for (const matrix of temporaries) matrix.dispose()
  }
}

const precisionOf = (matrices: Readonly<Record<string, Matrix>>): Precision =>
  Object.values(matrices)[0]?.precision ?? 'float64'

function workWith<Name extends string>(arena: Arena, matrices: Readonly<Record<Name, Matrix>>): Work<Name> {
  const { backend } = arena
  const given = Object.entries<Matrix>(matrices).map(([key, matrix]) => {
    return [key, { id: onBackend(matrix, backend), rows: matrix.rows, cols: matrix.cols }] as const
  })
  return {
    arena,
    given: Object.fromEntries(given) as Record<Name, Value>,
    take(value) {
      const { id, rows, cols } = arena.keep(value)
      return adopt(backend, id, rows, cols, precisionOf(matrices))
    },
    numbers: (value) => download(arena, value),
  }
}

function readAll<Name extends string>(args: Readonly<Record<Name, MatrixLike>>, temporaries: Matrix[]) {
  const matrices: Record<string, Matrix> = {}
  let first: Matrix | undefined
  for (const [key, value] of Object.entries<MatrixLike>(args)) {
    // What holds no numbers yet takes the precision of the first; a Matrix keeps its own.
    const matrix = toMatrix(value, key, first === undefined || isMatrix(value) ? {} : { precision: first.precision })
    if (matrix !== value) temporaries.push(matrix)
    first ??= matrix
    if (matrix.precision !== first.precision) {
      const allowed = `${first.precision}, the precision of ${Object.keys(args)[0]}`
      throw new DeepMFError('ERR_PRECISION', { option: key, received: matrix.precision, allowed })
    }
    matrices[key] = matrix
  }
  return matrices as Record<Name, Matrix>
}

/** Refuses a matrix that is not square. */
export function checkSquare(option: string, { rows, cols, shape }: Matrix): void {
  if (rows === cols) return
  throw new DeepMFError('ERR_SHAPE', { option, received: shape, allowed: 'a square matrix' })
}

/** Refuses a right-hand side whose rows are not those of A. */
export function checkRightSide(A: Matrix, B: Matrix): void {
  if (A.rows === B.rows) return
  const allowed = `${A.rows} rows, as many as A has`
  throw new DeepMFError('ERR_SHAPE', { option: 'B', received: B.shape, allowed })
}
