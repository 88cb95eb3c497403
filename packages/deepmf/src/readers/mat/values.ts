import { type Element, ElementReader, invalidData, TYPE } from './elements.js'
import { numericClass, readNumbers, toRowOrder } from './numbers.js'
import { readSparse } from './sparse.js'
import { readText } from './text.js'
import type { MatNumeric, MatStruct, MatValue } from './types.js'

/** Cells in cells deeper than this are a damaged file, not data. */
const DEEPEST = 64

const CELL = 1
const STRUCT = 2
const OBJECT = 3
const CHAR = 4
const SPARSE = 5
const FUNCTION = 16
const OPAQUE = 17

/** What every array begins with. */
export interface Header {
  readonly class: number
  readonly logical: boolean
  readonly complex: boolean
  readonly shape: readonly number[]
  /** How many elements the shape has. */
  readonly count: number
}

/** Reads an element of type `matrix`: a name, and the value of whatever class. */
export function readVariable(element: Element, depth = 0): { name: string; value: MatValue } {
  if (element.type !== TYPE.matrix) throw invalidData(`an array should be where there is data type ${element.type}`)
  // MATLAB writes cells that were never filled as an array of no bytes.
  if (element.bytes.length === 0) return { name: '', value: EMPTY }
  if (depth > DEEPEST) throw invalidData(`arrays are nested more than ${DEEPEST} deep`)
  const reader = new ElementReader(element.bytes)
  const flags = readNumbers(reader.next('array flags'), 'array flags', Uint32Array)
  if (flags.length !== 2) throw invalidData('array flags are damaged')
  const word = flags[0] as number
  const number = word & 0xff
  // Objects of MATLAB's own have a name and no dimensions; the rest of them is not published.
  if (number === OPAQUE) {
    return { name: latin1(reader.next('the name')), value: { type: 'unsupported', class: number } }
  }
  const shape = readShape(reader.next('the dimensions'))
  const count = shape.reduce((product, order) => product * order, 1)
  const name = latin1(reader.next('the name'))
  const header = { class: number, logical: (word & 0x200) !== 0, complex: (word & 0x800) !== 0, shape, count }
  return { name, value: readValue(header, reader, depth) }
}

const EMPTY: MatNumeric = {
  type: 'numeric',
  class: 'double',
  logical: false,
  shape: [0, 0],
  data: new Float64Array(0),
}

function readValue(header: Header, reader: ElementReader, depth: number): MatValue {
  switch (header.class) {
    case CELL:
      return { type: 'cell', shape: header.shape, items: readItems(header.count, reader, depth) }
    case STRUCT:
      return readStruct(header, reader, depth)
    case OBJECT:
      reader.next('the name of a class')
      return readStruct(header, reader, depth)
    case CHAR:
      return readText(header, reader)
    case SPARSE:
      return readSparse(header, reader)
    case FUNCTION:
      return { type: 'unsupported', class: FUNCTION }
    default:
      return readNumeric(header, reader)
  }
}

function readNumeric(header: Header, reader: ElementReader): MatNumeric {
  const kind = numericClass(header.class)
  if (kind === undefined) throw invalidData(`${header.class} is the number of no class`)
  const part = (what: string) => {
    const stored = readNumbers(reader.next(what), what, kind.array)
    if (stored.length !== header.count) {
      throw invalidData(`an array of ${header.shape.join(' x ')} has ${stored.length} numbers`)
    }
    return toRowOrder(stored, header.shape)
  }
  const { logical, shape } = header
  const value = { type: 'numeric', class: kind.name, logical, shape, data: part('numbers') } as const
  return header.complex ? { ...value, imaginary: part('imaginary parts') } : value
}

function readItems(count: number, reader: ElementReader, depth: number): MatValue[] {
  // Every item takes a tag at least: a damaged shape must not lead to a huge array.
  if (count > reader.left / 8) throw invalidData(`${count} items do not fit in the ${reader.left} bytes left`)
  return Array.from({ length: count }, () => readVariable(reader.next('an item'), depth + 1).value)
}

function readStruct(header: Header, reader: ElementReader, depth: number): MatStruct {
  const width = readNumbers(reader.next('the length of field names'), 'the length of field names', Int32Array)[0] ?? 0
  const text = latin1(reader.next('field names'))
  if (width < 1 || text.length % width !== 0) throw invalidData('field names are damaged')
  const names = Array.from({ length: text.length / width }, (_, i) => untilZero(text.slice(i * width, (i + 1) * width)))
  const count = names.length === 0 ? 0 : header.count
  const values = readItems(count * names.length, reader, depth)
  const items = Array.from({ length: count }, (_, i) => {
    const record: Record<string, MatValue> = Object.create(null)
    names.forEach((name, k) => {
      record[name] = values[i * names.length + k] as MatValue
    })
    return record
  })
  return { type: 'struct', shape: header.shape, items }
}

function readShape(element: Element): number[] {
  const shape = Array.from(readNumbers(element, 'the dimensions', Int32Array))
  const count = shape.reduce((product, order) => product * order, 1)
  if (shape.length < 2 || shape.length > 32 || shape.some((order) => order < 0) || !Number.isSafeInteger(count)) {
    throw invalidData(`an array has the dimensions ${shape.slice(0, 32).join(' x ')}`)
  }
  return shape
}

function latin1(element: Element): string {
  return Array.from(element.bytes, (byte) => String.fromCharCode(byte)).join('')
}

/** The text before the first zero byte, with which field names are filled up. */
function untilZero(text: string): string {
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}
