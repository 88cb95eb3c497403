import { DeepMFError } from '../../errors.js'

/** Data types of the elements of a MAT file, by their numbers there. */
export const TYPE = {
  int8: 1,
  uint8: 2,
  int16: 3,
  uint16: 4,
  int32: 5,
  uint32: 6,
  single: 7,
  double: 9,
  int64: 12,
  uint64: 13,
  matrix: 14,
  compressed: 15,
  utf8: 16,
  utf16: 17,
  utf32: 18,
} as const

/** One element: its data type and its bytes. */
export interface Element {
  readonly type: number
  readonly bytes: Uint8Array
}

/** A file that cannot be read. */
export function invalidData(problem: string, cause?: unknown): DeepMFError {
  return new DeepMFError('ERR_INVALID_DATA', {
    message: `this is no readable MAT file: ${problem}`,
    ...(cause === undefined ? {} : { cause }),
  })
}

/** Reads the elements that follow each other in some bytes. */
export class ElementReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #position: number

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes
    this.#view = viewOf(bytes)
    this.#position = position
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.#position
  }

  /** The next element. Its bytes are a view, not a copy. */
  next(what: string): Element {
    if (this.left < 8) throw invalidData(`it ends where ${what} should be`)
    const at = this.#position
    const word = this.#view.getUint32(at, true)
    // Small elements keep their length in the upper half of the type, and up to four bytes in the tag itself.
    const smallLength = word >>> 16
    if (smallLength > 0) {
      if (smallLength > 4) throw invalidData(`${what} has a damaged tag`)
      this.#position = at + 8
      return { type: word & 0xffff, bytes: this.#bytes.subarray(at + 4, at + 4 + smallLength) }
    }
    const length = this.#view.getUint32(at + 4, true)
    if (length > this.left - 8) throw invalidData(`it ends in the middle of ${what}`)
    const end = at + 8 + length
    // Elements begin at multiples of eight bytes; compressed ones follow each other without a gap.
    const padding = word === TYPE.compressed ? 0 : -length & 7
    this.#position = Math.min(end + padding, this.#bytes.length)
    return { type: word, bytes: this.#bytes.subarray(at + 8, end) }
  }
}

/** A view of the same bytes for reading numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
