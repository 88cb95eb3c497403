import { DeepMFError } from '../errors.js'
import type { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { checkSquare } from './on-backend.js'

/** How far two entries that should be one may be apart, over the largest entry: what rounding leaves of a product. */
const ROUNDING = { float64: 1e-10, float32: 1e-4 } as const

/**
 * Refuses a matrix that is not symmetric up to rounding.
 *
 * @throws DeepMFError `ERR_SHAPE`, `ERR_INVALID_MATRIX` naming the first cell that differs
 */
export function checkSymmetric(option: string, matrix: Matrix): void {
  checkSquare(option, matrix)
  const order = matrix.rows
  const numbers = matrix.toArray()
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [numbers[i * order + j] as number, numbers[j * order + i] as number]
      if (Math.abs(below - above) > ROUNDING[matrix.precision] * largest) {
        const message = `${option}: the cells [${i}, ${j}] and [${j}, ${i}] are ${below} and ${above}, allowed: a symmetric matrix`
        throw new DeepMFError('ERR_INVALID_MATRIX', { message, option, allowed: 'a symmetric matrix' })
      }
    }
  }
}

/**
 * The same for a sparse matrix, which must store both of two such cells or none.
 *
 * @throws DeepMFError `ERR_SHAPE`, `ERR_INVALID_MATRIX` naming the first row that differs from its column
 */
export function checkSymmetricSparse(option: string, matrix: SparseMatrix): void {
  const { rows, cols, shape, precision } = matrix
  if (rows !== cols) throw new DeepMFError('ERR_SHAPE', { option, received: shape, allowed: 'a square matrix' })
  const [byRows, byColumns] = [matrix.toCSR(), matrix.toCSC()]
  const largest = Float64Array.from(byRows.values).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const same = (k: number) =>
    byRows.indices[k] === byColumns.indices[k] &&
    Math.abs((byRows.values[k] as number) - (byColumns.values[k] as number)) <= ROUNDING[precision] * largest
  for (let i = 0; i < rows; i++) {
    const [from, to] = [byRows.starts[i] as number, byRows.starts[i + 1] as number]
    let k = from
    while (k < to && byColumns.starts[i + 1] === to && same(k)) k++
    if (k === to && byColumns.starts[i + 1] === to) continue
    const message = `${option}: row ${i} and column ${i} differ, allowed: a symmetric matrix`
    throw new DeepMFError('ERR_INVALID_MATRIX', { message, option, allowed: 'a symmetric matrix' })
  }
}
