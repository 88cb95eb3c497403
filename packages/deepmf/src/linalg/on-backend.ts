import type { BackendName } from '../backend/backend.js'
import { backendName, requireBackend } from '../backend/select.js'
import { DeepMFError } from '../errors.js'
import type { SparseMatrix } from '../matrix/index.js'
import { adopt, isMatrix, toMatrix, valueOn } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
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
    return run(matrices, check(matrices), work)
  } finally {
    for (const matrix of temporaries) matrix.dispose()
  }
}

/** The same for sparse matrices, which are what they are. */
export function computeSparse<Name extends string, Options extends CheckedBackend, Result>(
  matrices: Readonly<Record<Name, SparseMatrix>>,
  check: (matrices: Readonly<Record<Name, SparseMatrix>>) => Options,
  work: (work: Work<Name>, options: Options) => Result,
): Result {
  return run(matrices, check(matrices), work)
}

function run<Name extends string, Options extends CheckedBackend, Result>(
  matrices: Readonly<Record<Name, Matrix | SparseMatrix>>,
  options: Options,
  work: (work: Work<Name>, options: Options) => Result,
): Result {
  const backend = requireBackend(options.backend)
  const [first] = Object.values<Matrix | SparseMatrix>(matrices)
  const precision = first?.precision ?? 'float64'
  const arena = new Arena(backend, precision === 'float64' ? 64 : 32)
  const { epoch } = backend
  try {
    const given = Object.entries<Matrix | SparseMatrix>(matrices).map(
      ([name, matrix]) => [name, valueOn(matrix, backend)] as const,
    )
    const take = (value: Value) => {
      const { id, rows, cols } = arena.keep(value)
      return adopt(backend, id, rows, cols, precision)
    }
    const numbers = (value: Value) => download(arena, value)
    return work({ arena, given: Object.fromEntries(given) as Record<Name, Value>, take, numbers }, options)
  } finally {
    arena.release(epoch)
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
