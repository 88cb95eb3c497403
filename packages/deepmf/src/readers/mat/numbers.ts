import { type Element, invalidData, TYPE, viewOf } from './elements.js'
import type { MatArray, MatClass } from './types.js'

/** Classes of numeric arrays by their numbers in the file, with the array that holds them. */
const CLASSES: Readonly<Record<number, { name: MatClass; array: new (length: number) => MatArray }>> = {
  6: { name: 'double', array: Float64Array },
  7: { name: 'single', array: Float32Array },
  8: { name: 'int8', array: Int8Array },
  9: { name: 'uint8', array: Uint8Array },
  10: { name: 'int16', array: Int16Array },
  11: { name: 'uint16', array: Uint16Array },
  12: { name: 'int32', array: Int32Array },
  13: { name: 'uint32', array: Uint32Array },
  // JavaScript's numbers are exact to 2^53; anything larger is refused where it is read.
  14: { name: 'int64', array: Float64Array },
  15: { name: 'uint64', array: Float64Array },
}

/** The class with that number, if it is one of numbers. */
export function numericClass(number: number) {
  return CLASSES[number]
}

interface Format {
  readonly size: number
  readonly read: (view: DataView, at: number) => number
}

/** How the numbers of a data type are stored; MATLAB stores whole doubles in the smallest type that fits. */
const FORMATS: Readonly<Record<number, Format>> = {
  [TYPE.int8]: { size: 1, read: (view, at) => view.getInt8(at) },
  [TYPE.uint8]: { size: 1, read: (view, at) => view.getUint8(at) },
  [TYPE.int16]: { size: 2, read: (view, at) => view.getInt16(at, true) },
  [TYPE.uint16]: { size: 2, read: (view, at) => view.getUint16(at, true) },
  [TYPE.int32]: { size: 4, read: (view, at) => view.getInt32(at, true) },
  [TYPE.uint32]: { size: 4, read: (view, at) => view.getUint32(at, true) },
  [TYPE.single]: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  [TYPE.double]: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  [TYPE.int64]: { size: 8, read: (view, at) => exact(view.getBigInt64(at, true)) },
  [TYPE.uint64]: { size: 8, read: (view, at) => exact(view.getBigUint64(at, true)) },
}

/** The numbers of an element, one after the other. */
export function readNumbers(element: Element, what: string, array: new (length: number) => MatArray): MatArray {
  const format = FORMATS[element.type]
  if (format === undefined) throw invalidData(`${what} has the unknown data type ${element.type}`)
  const { size, read } = format
  const { length } = element.bytes
  if (length % size !== 0) throw invalidData(`${what} ends in the middle of a number`)
  const view = viewOf(element.bytes)
  const result = new array(length / size)
  for (let i = 0; i < result.length; i++) result[i] = read(view, i * size)
  return result
}

/** Puts the numbers of an array, stored with the first index fastest, into the order of rows. */
export function toRowOrder(stored: MatArray, shape: readonly number[]): MatArray {
  const [rows = 1, cols = 1] = shape
  if (shape.length === 2 && (rows === 1 || cols === 1)) return stored
  const result = stored.slice()
  // Walks through the result in its order, keeping the place in `stored` of the index it is at.
  const strides = shape.map((_, d) => shape.slice(0, d).reduce((product, order) => product * order, 1))
  const index = new Array<number>(shape.length).fill(0)
  let from = 0
  for (let to = 0; to < result.length; to++) {
    result[to] = stored[from] as number
    for (let d = shape.length - 1; d >= 0; d--) {
      const stride = strides[d] as number
      index[d] = (index[d] as number) + 1
      from += stride
      if ((index[d] as number) < (shape[d] as number)) break
      from -= stride * (index[d] as number)
      index[d] = 0
    }
  }
  return result
}

function exact(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw invalidData(`${value} is too large for an exact number`)
  return number
}
