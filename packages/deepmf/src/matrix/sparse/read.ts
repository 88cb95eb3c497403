import { DeepMFError, invalidOption } from '../../errors.js'
import { checkOrder } from '../allocate.js'
import type { FloatArray, NumericArray, Precision } from '../types.js'
import { canonical, sorted, turned } from './lines.js'
import type { CompressedRows, Coordinates, Lines } from './types.js'

/** Entries are counted in 32 bits. */
export const MOST_ENTRIES = 2 ** 32 - 1

/** Rows and columns are 32-bit numbers in the kernels. */
const LARGEST_ORDER = 2 ** 31 - 1

/** Checks the rows of a CSR and copies them. */
export function readRows(input: CompressedRows, precision: Precision | undefined): Lines {
  const { rows, cols } = checkShape(input)
  return canonical(readLines(input, rows, cols, precision))
}

/** Checks the columns of a CSC; the result is by rows. */
export function readColumns(input: CompressedRows, precision: Precision | undefined): Lines {
  const { rows, cols } = checkShape(input)
  return turned(canonical(readLines(input, cols, rows, precision)))
}

/** Checks a list of entries; the result is by rows. */
export function readCoordinates(input: Coordinates, precision: Precision | undefined): Lines {
  const { rows, cols } = checkShape(input)
  const { rowIndices, columnIndices } = input
  const values = readValues(input.values, precision)
  checkLength('rowIndices', rowIndices, values.length)
  checkLength('columnIndices', columnIndices, values.length)
  const lineOf = readIndices('rowIndices', rowIndices, rows)
  const indices = readIndices('columnIndices', columnIndices, cols)
  return canonical(sorted(rows, cols, lineOf, indices, values))
}

function checkShape(input: { readonly rows: number; readonly cols: number }) {
  if (typeof input !== 'object' || input === null) {
    throw invalidOption('input', input, 'an object with rows, cols and the entries', 'ERR_INVALID_MATRIX')
  }
  checkSparseOrder('rows', input.rows)
  checkSparseOrder('cols', input.cols)
  return input
}

/** Checks a number of rows or columns. */
export function checkSparseOrder(option: string, value: unknown): void {
  checkOrder(option, value)
  if (value > LARGEST_ORDER) {
    throw invalidOption(option, value, `a whole number up to ${LARGEST_ORDER}`, 'ERR_INVALID_MATRIX')
  }
}

function readLines(input: CompressedRows, count: number, length: number, precision: Precision | undefined): Lines {
  const values = readValues(input.values, precision)
  checkLength('indices', input.indices, values.length)
  const starts = readStarts(input.starts, count, values.length)
  return { count, length, starts, indices: readIndices('indices', input.indices, length), values }
}

function readStarts(starts: NumericArray, count: number, entries: number): Uint32Array {
  checkLength('starts', starts, count + 1)
  let before = 0
  for (let i = 0; i <= count; i++) {
    const start: unknown = starts[i]
    const last = i === count
    const lowest = last ? entries : before
    const highest = i === 0 ? 0 : entries
    if (!isIndex(start, highest + 1) || start < lowest) {
      const allowed = lowest === highest ? String(lowest) : `a whole number from ${lowest} to ${highest}`
      throw invalidOption(`starts[${i}]`, start, allowed, 'ERR_INVALID_MATRIX')
    }
    before = start
  }
  return Uint32Array.from(starts)
}

/** Whole numbers below `end`, copied. */
export function readIndices(name: string, indices: NumericArray, end: number): Uint32Array {
  for (let k = 0; k < indices.length; k++) {
    const index: unknown = indices[k]
    if (!isIndex(index, end)) {
      throw invalidOption(`${name}[${k}]`, index, `a whole number from 0 to ${end - 1}`, 'ERR_INVALID_MATRIX')
    }
  }
  return Uint32Array.from(indices)
}

/** Finite numbers, copied into an array of that precision. */
export function readValues(values: NumericArray, precision: Precision | undefined): FloatArray {
  checkList('values', values)
  const single = precision === undefined ? values instanceof Float32Array : precision === 'float32'
  const copy = single ? Float32Array.from(values) : Float64Array.from(values)
  const plain = !ArrayBuffer.isView(values)
  for (let k = 0; k < copy.length; k++) {
    const value = copy[k] as number
    if (value - value === 0 && !(plain && typeof values[k] !== 'number')) continue
    const received: unknown = values[k]
    if (typeof received !== 'number') throw invalidOption(`values[${k}]`, received, 'a number', 'ERR_INVALID_MATRIX')
    const allowed = Number.isFinite(received) ? 'a number that float32 can hold' : 'a finite number'
    throw invalidOption(`values[${k}]`, received, allowed, 'ERR_NOT_FINITE')
  }
  return copy
}

function checkList(name: string, list: unknown): asserts list is NumericArray {
  const good = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView))
  if (!good) throw invalidOption(name, list, 'an array of numbers', 'ERR_INVALID_MATRIX')
  if ((list as NumericArray).length > MOST_ENTRIES) {
    throw new DeepMFError('ERR_OUT_OF_MEMORY', `no sparse matrix has more than ${MOST_ENTRIES} entries`)
  }
}

/** Checks that there are as many numbers as there should be. */
export function checkLength(name: string, list: unknown, length: number): asserts list is NumericArray {
  checkList(name, list)
  if (list.length === length) return
  const message = `option '${name}': there are ${list.length} numbers, allowed: ${length}`
  const details = { message, option: name, received: list.length, allowed: String(length) }
  throw new DeepMFError('ERR_INVALID_MATRIX', details)
}

const isIndex = (value: unknown, end: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end
