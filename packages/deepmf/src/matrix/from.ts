import { DeepMFError, invalidOption } from '../errors.js'
import { allocate, checkShape } from './allocate.js'
import { factsOf, rememberFacts } from './facts.js'
import { invalidInput, isNumericArray } from './input.js'
import { Storage } from './storage.js'
import type { FloatArray, NumericArray, NumericTypedArray, Precision } from './types.js'

const ACCEPTED =
  'rows of one length, { data, shape: [m, n], stride?, offset? }, a flat array of numbers with a shape, or a Matrix'

/** Where the numbers of a strided input lie. */
interface View {
  readonly data: NumericArray
  readonly rows: number
  readonly cols: number
  readonly stride: readonly [number, number]
  readonly offset: number
}

/**
 * Copies any accepted input but a Matrix into storage of its own, checking every cell.
 *
 * @param what what the input is called in messages
 * @param prepare changes the copied numbers before NaN and infinity are refused
 */
export function read(
  input: unknown,
  what: string,
  shape: readonly [number, number] | undefined,
  precision: Precision | undefined,
  prepare?: (host: FloatArray) => void,
): Storage {
  const rows = shape === undefined ? asRows(input, what) : undefined
  const storage =
    rows === undefined
      ? readView(asView(input, what, shape), what, precision, prepare)
      : readRows(rows, what, precision, prepare)
  return storage
}

function readRows(
  input: readonly NumericArray[],
  what: string,
  precision: Precision | undefined,
  prepare: ((host: FloatArray) => void) | undefined,
): Storage {
  const rows = input.length
  const cols = input[0]?.length ?? 0
  if (cols === 0) throw invalidMatrix(what, 'row 0 is empty', input[0], 'one column or more')
  for (let i = 0; i < rows; i++) {
    const length = input[i]?.length
    if (length !== cols) {
      const message = `row ${i} has length ${length}, row 0 has length ${cols}`
      throw invalidMatrix(what, message, input[i], `rows of ${cols} numbers`)
    }
  }
  const single = input.every((row) => row instanceof Float32Array)
  const host = allocate(rows, cols, precision ?? (single ? 'float32' : 'float64'))
  for (let i = 0; i < rows; i++) {
    copyRow(host, i, cols, input[i] as NumericArray, 0, 1, what)
  }
  prepare?.(host)
  return finish(host, rows, cols, what, (i, j) => input[i]?.[j])
}

function readView(
  view: View,
  what: string,
  precision: Precision | undefined,
  prepare: ((host: FloatArray) => void) | undefined,
): Storage {
  const { data, rows, cols, stride, offset } = view
  const host = allocate(rows, cols, precision ?? (data instanceof Float32Array ? 'float32' : 'float64'))
  for (let i = 0; i < rows; i++) {
    copyRow(host, i, cols, data, offset + i * stride[0], stride[1], what)
  }
  prepare?.(host)
  return finish(host, rows, cols, what, (i, j) => data[offset + i * stride[0] + j * stride[1]])
}

/** Copies one row; the cells of plain arrays are looked at one by one, for they may hold anything. */
function copyRow(
  host: FloatArray,
  i: number,
  cols: number,
  data: NumericArray,
  start: number,
  step: number,
  what: string,
): void {
  const from = i * cols
  if (ArrayBuffer.isView(data)) {
    if (step === 1) host.set((data as NumericTypedArray).subarray(start, start + cols), from)
    else for (let j = 0; j < cols; j++) host[from + j] = data[start + j * step] as number
    return
  }
  for (let j = 0; j < cols; j++) {
    const value: unknown = data[start + j * step]
    if (typeof value !== 'number') {
      throw invalidMatrix(what, `the cell in row ${i}, column ${j} is no number`, value, 'a finite number')
    }
    host[from + j] = value
  }
}

/** Refuses NaN and infinity, in the numbers as they are held. */
function finish(
  host: FloatArray,
  rows: number,
  cols: number,
  what: string,
  original: (i: number, j: number) => unknown,
): Storage {
  const facts = factsOf(host)
  if (facts.firstNotFinite >= 0) {
    const i = Math.floor(facts.firstNotFinite / cols)
    const j = facts.firstNotFinite % cols
    const received = original(i, j)
    const allowed = Number.isFinite(received) ? 'a number that float32 can hold' : 'a finite number'
    const message = `${what}: the cell in row ${i}, column ${j} is ${String(received)}, allowed: ${allowed}`
    throw new DeepMFError('ERR_NOT_FINITE', { message, option: what, received, allowed })
  }
  const storage = Storage.ofHost(rows, cols, host)
  rememberFacts(storage, facts)
  return storage
}

/** The input as rows, or `undefined` if it is not an array of arrays. */
function asRows(input: unknown, what: string): readonly NumericArray[] | undefined {
  if (!Array.isArray(input)) return undefined
  if (input.length === 0) throw invalidMatrix(what, 'it is empty', input, 'one row or more')
  for (let i = 0; i < input.length; i++) {
    if (!isNumericArray(input[i])) {
      throw invalidMatrix(what, `row ${i} is no array of numbers`, input[i], ACCEPTED)
    }
  }
  return input
}

function asView(input: unknown, what: string, shape: readonly [number, number] | undefined): View {
  if (isNumericArray(input)) {
    if (shape === undefined) {
      throw invalidMatrix(what, 'a flat array needs a shape', input, 'Matrix.from(array, { shape: [m, n] })')
    }
    return checkLength({ data: input, rows: shape[0], cols: shape[1], stride: [shape[1], 1], offset: 0 }, what)
  }
  if (typeof input !== 'object' || input === null || !('data' in input) || !('shape' in input)) {
    throw invalidMatrix(what, 'it is no matrix', input, ACCEPTED)
  }
  const { data } = input
  if (!isNumericArray(data)) {
    throw invalidMatrix(what, 'its data is no array of numbers', data, 'an array or typed array of numbers')
  }
  const [rows, cols] = checkShape(`${what}.shape`, input.shape)
  if (shape !== undefined && (shape[0] !== rows || shape[1] !== cols)) {
    throw invalidOption('shape', shape, `[${rows}, ${cols}], the shape of the input`)
  }
  const givenStride = 'stride' in input ? input.stride : undefined
  const givenOffset = 'offset' in input ? input.offset : undefined
  const stride = givenStride === undefined ? ([cols, 1] as const) : checkStride(givenStride, what)
  const offset = givenOffset === undefined ? 0 : checkOffset(givenOffset, what)
  const view = { data, rows, cols, stride, offset }
  return givenStride === undefined && givenOffset === undefined ? checkLength(view, what) : checkBounds(view, what)
}

function checkStride(value: unknown, what: string): readonly [number, number] {
  const [down, right] = Array.isArray(value) && value.length === 2 ? value : []
  if (!Number.isSafeInteger(down) || !Number.isSafeInteger(right)) {
    throw invalidOption(`${what}.stride`, value, '[down, right], two whole numbers', 'ERR_INVALID_MATRIX')
  }
  return [down, right]
}

function checkOffset(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw invalidOption(`${what}.offset`, value, 'a whole number, 0 or more', 'ERR_INVALID_MATRIX')
}

/** Without strides every number of the array must be used: a wrong length is a wrong shape. */
function checkLength(view: View, what: string): View {
  const { data, rows, cols } = view
  if (data.length !== rows * cols) {
    const message = `its data has length ${data.length}, the shape [${rows}, ${cols}] needs ${rows * cols}`
    throw invalidMatrix(what, message, data, `${rows * cols} numbers`)
  }
  return view
}

/** The corners of the view must lie in the array; everything else lies between them. */
function checkBounds(view: View, what: string): View {
  const { data, rows, cols, stride, offset } = view
  const down = (rows - 1) * stride[0]
  const right = (cols - 1) * stride[1]
  const lowest = offset + Math.min(0, down) + Math.min(0, right)
  const highest = offset + Math.max(0, down) + Math.max(0, right)
  if (lowest < 0 || highest >= data.length) {
    const message = `shape, stride and offset reach from element ${lowest} to ${highest} of ${data.length}`
    throw invalidMatrix(what, message, data, `elements 0 to ${data.length - 1}`)
  }
  return view
}

function invalidMatrix(what: string, problem: string, received: unknown, allowed: string): DeepMFError {
  return invalidInput('ERR_INVALID_MATRIX', what, problem, received, allowed)
}
