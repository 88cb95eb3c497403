import { DeepMFError, invalidOption } from '../errors.js'
import { allocate } from '../matrix/allocate.js'
import { factsOf, rememberFacts } from '../matrix/facts.js'
import { invalidInput, isNumericArray } from '../matrix/input.js'
import { Storage } from '../matrix/storage.js'
import type { FloatArray, NumericArray, Precision } from '../matrix/types.js'
import { foldedShape, product } from './cut.js'

const ACCEPTED =
  'nested arrays T[i][j][k], { data, shape: [I1, ..., IK] }, a flat array of numbers with a shape, or a Tensor'

/** The numbers of a tensor, in the matrix that holds it. */
export interface Read {
  readonly storage: Storage
  readonly shape: readonly number[]
}

/** Copies any accepted input but a Tensor into storage of its own, checking every cell. */
export function read(
  input: unknown,
  what: string,
  shape: readonly number[] | undefined,
  precision: Precision | undefined,
): Read {
  const leaves = leavesOf(input, what, shape)
  const single = leaves.arrays.every((array) => array instanceof Float32Array)
  const [rows, cols] = foldedShape(leaves.shape)
  const host = allocate(rows, cols, precision ?? (single ? 'float32' : 'float64'))
  let at = 0
  for (const array of leaves.arrays) at = copyInto(host, at, array, leaves.shape, what)
  const facts = factsOf(host)
  if (facts.firstNotFinite >= 0) throw notFinite(leaves.arrays, facts.firstNotFinite, leaves.shape, what)
  const storage = Storage.ofHost(rows, cols, host)
  rememberFacts(storage, facts)
  return { storage, shape: Object.freeze([...leaves.shape]) }
}

/** The indices of the cell with this number, counted in the order of the data. */
export function cellOf(shape: readonly number[], number: number): readonly number[] {
  const indices: number[] = []
  let rest = number
  for (const size of [...shape].reverse()) {
    indices.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return indices
}

/** Checks a shape of two modes or more. */
export function checkShape(option: string, value: unknown): readonly number[] {
  const whole = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 1
  if (!Array.isArray(value) || value.length < 2 || !value.every(whole) || !Number.isSafeInteger(product(value))) {
    throw invalidOption(option, value, '[I1, ..., IK], two or more whole numbers above 0', 'ERR_INVALID_TENSOR')
  }
  return value
}

/** The input as arrays of numbers that follow each other, and its shape. */
interface Leaves {
  readonly arrays: readonly NumericArray[]
  readonly shape: readonly number[]
}

function leavesOf(input: unknown, what: string, shape: readonly number[] | undefined): Leaves {
  if (isShaped(input)) {
    const { data } = input
    if (!isNumericArray(data)) {
      throw invalidTensor(what, 'its data is no array of numbers', data, 'an array or typed array of numbers')
    }
    const own = checkShape(`${what}.shape`, input.shape)
    if (shape !== undefined && !sameShape(own, shape)) {
      throw invalidOption('shape', shape, `[${own.join(', ')}], the shape of the input`)
    }
    return flat(data, own, what)
  }
  if (!isNumericArray(input)) throw invalidTensor(what, 'it is no tensor', input, ACCEPTED)
  if (shape !== undefined) return flat(input, shape, what)
  if (!isNested(input)) {
    throw invalidTensor(what, 'a flat array needs a shape', input, 'Tensor.from(array, { shape: [I1, ..., IK] })')
  }
  return nested(input, what)
}

function flat(data: NumericArray, shape: readonly number[], what: string): Leaves {
  const length = product(shape)
  if (data.length !== length) {
    const message = `its data has length ${data.length}, the shape [${shape.join(', ')}] needs ${length}`
    throw invalidTensor(what, message, data, `${length} numbers`)
  }
  return { arrays: [data], shape }
}

/** The shape is that of the first array of each depth; all others must agree. */
function nested(input: readonly unknown[], what: string): Leaves {
  const shape: number[] = []
  for (let level: unknown = input; isNumericArray(level); level = isNested(level) ? level[0] : undefined) {
    if (level.length === 0)
      throw invalidTensor(what, 'it has an empty array', level, 'one number or more in every array')
    shape.push(level.length)
  }
  const arrays: NumericArray[] = []
  const visit = (array: unknown, path: string, depth: number) => {
    if (!isNumericArray(array) || array.length !== shape[depth]) {
      const problem = isNumericArray(array) ? `has length ${array.length}` : 'is no array'
      throw invalidTensor(what, `${what}${path} ${problem}`, array, `an array of ${shape[depth]}`)
    }
    if (depth === shape.length - 1) arrays.push(array)
    else for (let i = 0; i < array.length; i++) visit(array[i], `${path}[${i}]`, depth + 1)
  }
  visit(input, '', 0)
  return { arrays, shape }
}

/** Copies an array; the cells of plain ones are looked at one by one, for they may hold anything. */
function copyInto(host: FloatArray, at: number, array: NumericArray, shape: readonly number[], what: string): number {
  if (ArrayBuffer.isView(array)) {
    host.set(array, at)
    return at + array.length
  }
  for (let i = 0; i < array.length; i++) {
    const value: unknown = array[i]
    if (typeof value !== 'number') {
      throw invalidTensor(what, `the cell [${cellOf(shape, at + i)}] is no number`, value, 'a finite number')
    }
    host[at + i] = value
  }
  return at + array.length
}

function notFinite(arrays: readonly NumericArray[], number: number, shape: readonly number[], what: string) {
  const length = arrays[0]?.length ?? 1
  const received = arrays[Math.floor(number / length)]?.[number % length]
  const allowed = Number.isFinite(received) ? 'a number that float32 can hold' : 'a finite number'
  const message = `${what}: the cell [${cellOf(shape, number)}] is ${received}, allowed: ${allowed}`
  return new DeepMFError('ERR_NOT_FINITE', { message, option: what, received, allowed })
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, mode) => size === b[mode])

const isShaped = (value: unknown): value is { readonly data: unknown; readonly shape: unknown } =>
  typeof value === 'object' && value !== null && 'data' in value && 'shape' in value

/** Whether there are arrays in an array. */
const isNested = (value: NumericArray | readonly unknown[]): value is readonly unknown[] =>
  Array.isArray(value) && isNumericArray(value[0])

function invalidTensor(what: string, problem: string, received: unknown, allowed: string): DeepMFError {
  return invalidInput('ERR_INVALID_TENSOR', what, problem, received, allowed)
}
