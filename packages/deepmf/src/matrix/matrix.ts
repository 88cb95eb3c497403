/// <reference lib="esnext.disposable" preserve="true" />

import { DeepMFError, invalidOption } from '../errors.js'
import { allocate, checkOrder, readMatrixOptions, readZerosOptions } from './allocate.js'
import { finalizer } from './finalizer.js'
import { read } from './from.js'
import { Storage } from './storage.js'
import type { FloatArray, MatrixLike, MatrixOptions, NumericArray, Precision } from './types.js'

export type { MatrixLike, MatrixOptions, Precision } from './types.js'

// What internals.ts hands to the rest of the library and index.ts does not export.

/** The storage of a matrix. */
export let storageOf: (matrix: Matrix) => Storage

/** The matrix that owns a storage. */
export let fromStorage: (storage: Storage) => Matrix

/** Whether a value is a Matrix of this library. */
export let isMatrix: (value: unknown) => value is Matrix

const FROM_STORAGE = Symbol('from storage')

/**
 * A dense matrix of float64 or float32 numbers that never changes.
 *
 * Its numbers may lie on the JavaScript side or in a backend's memory; they move when needed. Memory of a backend is
 * given back by `dispose()`, at the end of a `using` block, or some time after the matrix has become unreachable.
 *
 * @example
 * const X = Matrix.from([[1, 0, 2], [0, 3, 1]])
 * X.shape          // [2, 3]
 * X.get(1, 1)      // 3
 * X.toArray()      // Float64Array [1, 0, 2, 0, 3, 1]
 */
export class Matrix {
  readonly #storage: Storage
  /** `[m, n]`: rows, columns. */
  readonly shape: readonly [number, number]

  /** Internal: use {@link Matrix.from} or {@link Matrix.zeros}. */
  constructor(key: typeof FROM_STORAGE, storage: Storage) {
    if (key !== FROM_STORAGE) {
      throw new DeepMFError('ERR_INVALID_ARGUMENT', 'Matrix has no public constructor: use Matrix.from(...)')
    }
    this.#storage = storage
    this.shape = Object.freeze<[number, number]>([storage.rows, storage.cols])
    finalizer.register(this, storage, storage)
  }

  static {
    storageOf = (matrix) => matrix.#storage
    fromStorage = (storage) => new Matrix(FROM_STORAGE, storage)
    isMatrix = (value): value is Matrix => typeof value === 'object' && value !== null && #storage in value
  }

  /**
   * Makes a matrix from rows, from a strided array, from a flat array with a shape, or from a Matrix, which is returned
   * as it is unless its precision is to change. The numbers are copied.
   *
   * @param input rows (arrays or typed arrays of one length), `{ data, shape, stride?, offset? }`, a flat array of
   *   numbers with `options.shape`, or a Matrix
   * @throws DeepMFError `ERR_INVALID_MATRIX` when the input is ragged, empty, of the wrong length or has a cell that is
   *   no number, `ERR_NOT_FINITE` for NaN and infinity, naming the cell; `ERR_OUT_OF_MEMORY`
   *
   * @example
   * Matrix.from(new Float32Array([1, 2, 3, 4]), { shape: [2, 2] }).precision   // 'float32'
   * Matrix.from({ data: columnMajor, shape: [m, n], stride: [1, m] })
   */
  static from(input: MatrixLike | NumericArray, options?: MatrixOptions): Matrix {
    return toMatrix(input, 'input', options)
  }

  /**
   * A matrix of zeros.
   *
   * @throws DeepMFError `ERR_INVALID_MATRIX` when `rows` or `cols` is not a whole number above 0
   */
  static zeros(rows: number, cols: number, options?: { readonly precision?: Precision }): Matrix {
    const precision = readZerosOptions(options)
    checkOrder('rows', rows)
    checkOrder('cols', cols)
    return fromStorage(Storage.ofHost(rows, cols, allocate(rows, cols, precision)))
  }

  /** The number of rows, m. */
  get rows(): number {
    return this.#storage.rows
  }

  /** The number of columns, n. */
  get cols(): number {
    return this.#storage.cols
  }

  /** The kind of number that the matrix holds. */
  get precision(): Precision {
    return this.#storage.precision
  }

  /** Whether the matrix was disposed of; then it cannot be read any more. */
  get disposed(): boolean {
    return this.#storage.disposed
  }

  /** A new array with the numbers, row by row. */
  toArray(): Float64Array {
    const copy = this.#storage.copy()
    return copy instanceof Float64Array ? copy : Float64Array.from(copy)
  }

  /** A new array with the numbers, row by row, rounded to float32. */
  toFloat32Array(): Float32Array {
    const copy = this.#storage.copy()
    return copy instanceof Float32Array ? copy : Float32Array.from(copy)
  }

  /** A new array per row. */
  toRows(): number[][] {
    const { rows, cols } = this
    const host = this.#storage.host()
    return Array.from({ length: rows }, (_, i) => Array.from(host.subarray(i * cols, (i + 1) * cols)))
  }

  /**
   * The number in row `i` and column `j`, counted from 0.
   *
   * @throws DeepMFError `ERR_INVALID_ARGUMENT` when there is no such cell
   */
  get(i: number, j: number): number {
    checkIndex('i', i, this.rows)
    checkIndex('j', j, this.cols)
    return this.#storage.host()[i * this.cols + j] as number
  }

  /**
   * A new array with column `j`, counted from 0.
   *
   * @throws DeepMFError `ERR_INVALID_ARGUMENT` when there is no such column
   */
  column(j: number): Float64Array {
    checkIndex('j', j, this.cols)
    const host: FloatArray = this.#storage.host()
    const { cols } = this
    return Float64Array.from({ length: this.rows }, (_, i) => host[i * cols + j] as number)
  }

  /** Gives the memory back now. Reading the matrix afterwards is an error (`ERR_DISPOSED`), disposing again is not. */
  dispose(): void {
    finalizer.unregister(this.#storage)
    this.#storage.dispose()
  }

  /** Disposes of the matrix at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  /** A short description, such as `Matrix(2 x 3, float64)`. */
  toString(): string {
    return `Matrix(${this.rows} x ${this.cols}, ${this.precision}${this.disposed ? ', disposed' : ''})`
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/** `Matrix.from` with a name for the input in messages. */
export function toMatrix(input: unknown, what: string, options?: MatrixOptions): Matrix {
  const { shape, precision } = readMatrixOptions(options)
  if (!isMatrix(input)) return fromStorage(read(input, what, shape, precision))
  if (shape !== undefined && (shape[0] !== input.rows || shape[1] !== input.cols)) {
    throw invalidOption('shape', shape, `[${input.rows}, ${input.cols}], the shape of the matrix`)
  }
  if (precision === undefined || precision === input.precision) {
    // Asking for the numbers of a disposed matrix should fail here, not after some work.
    if (input.disposed) throw new DeepMFError('ERR_DISPOSED', { message: `${what} was disposed of`, option: what })
    return input
  }
  const data = precision === 'float32' ? input.toFloat32Array() : input.toArray()
  return fromStorage(read({ data, shape: [input.rows, input.cols] }, what, undefined, precision))
}

function checkIndex(name: string, index: number, length: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw invalidOption(name, index, `a whole number from 0 to ${length - 1}`, 'ERR_INVALID_ARGUMENT')
  }
}
