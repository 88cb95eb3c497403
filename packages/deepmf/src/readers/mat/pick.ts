import { DeepMFError } from '../../errors.js'
import { toMatrix } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import { SparseMatrix } from '../../matrix/sparse/sparse-matrix.js'
import { readMat } from './read.js'
import type { MatValue } from './types.js'

/**
 * Reads one matrix of a MATLAB file of version 5.
 *
 * @param bytes the whole file
 * @param path the variable, written as in MATLAB: `X`, or `data{5}` for the fifth item of a cell array
 * @throws DeepMFError `ERR_INVALID_DATA` when the file is damaged, or the variable is missing or no matrix of real
 *   numbers; what `Matrix.from` throws
 *
 * @example
 * const digits = await readMatMatrix(bytes, 'data{5}')   // 240 x 2000
 */
export async function readMatMatrix(bytes: Uint8Array, path: string): Promise<Matrix> {
  const value = await pick(bytes, path)
  if (value.type !== 'numeric' || value.shape.length !== 2 || value.imaginary !== undefined) {
    throw missing(path, `a matrix of real numbers; it is ${sort(value)}`)
  }
  return toMatrix(value, path)
}

/**
 * Reads one sparse matrix of a MATLAB file of version 5.
 *
 * @param bytes the whole file
 * @param path the variable, as for {@link readMatMatrix}
 * @throws DeepMFError `ERR_INVALID_DATA` when the file is damaged, or the variable is missing or no sparse matrix of real
 *   numbers; what `SparseMatrix.fromCSC` throws
 *
 * @example
 * const documents = await readMatSparse(bytes, 'X')   // 7094 x 41681, 223839 entries
 * const X = documents.transpose()                     // terms x documents: columns are samples
 */
export async function readMatSparse(bytes: Uint8Array, path: string): Promise<SparseMatrix> {
  const value = await pick(bytes, path)
  if (value.type !== 'sparse') throw missing(path, `a sparse matrix; it is ${sort(value)}`)
  const [rows = 0, cols = 0] = value.shape
  return SparseMatrix.fromCSC({
    rows,
    cols,
    starts: value.columnStarts,
    indices: value.rowIndices,
    values: value.values,
  })
}

async function pick(bytes: Uint8Array, path: string): Promise<MatValue> {
  const match = /^([A-Za-z]\w*)(?:\{(\d+)\})?$/.exec(path)
  if (match === null) throw missing(path, "a variable such as 'X' or 'data{5}'")
  const [, name = '', item] = match
  const variables = await readMat(bytes)
  const variable = variables[name]
  if (variable === undefined) throw missing(path, `one of ${Object.keys(variables).join(', ')}`)
  return item === undefined ? variable : cellItem(variable, Number(item), path)
}

function cellItem(variable: MatValue, item: number, path: string): MatValue {
  const items = variable.type === 'cell' ? variable.items : []
  const value = items[item - 1]
  if (value === undefined) throw missing(path, `an item of a cell array; there are ${items.length}`)
  return value
}

function sort(value: MatValue): string {
  if (value.type !== 'numeric') return value.type
  return `${value.imaginary === undefined ? '' : 'complex '}${value.shape.join(' x ')}`
}

function missing(path: string, allowed: string): DeepMFError {
  return new DeepMFError('ERR_INVALID_DATA', { option: 'path', received: path, allowed })
}
