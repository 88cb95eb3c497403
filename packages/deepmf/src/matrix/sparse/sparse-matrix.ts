/// <reference lib="esnext.disposable" preserve="true" />

import type { ElementaryName } from '../../backend/kernels/elementwise.js'
import { backendName, requireBackend } from '../../backend/select.js'
import { DeepMFError } from '../../errors.js'
import { checkOptions, oneOf, optional, wholeNumber } from '../../options/index.js'
import { allocate } from '../allocate.js'
import { finalizer } from '../finalizer.js'
import { fromStorage, type Matrix, toMatrix } from '../matrix.js'
import { Storage } from '../storage.js'
import type { FloatArray, MatrixLike, NumericArray, Precision } from '../types.js'
import { SparseBuilder } from './builder.js'
import { turned } from './lines.js'
import {
  checkLength,
  checkSparseOrder,
  MOST_ENTRIES,
  readColumns,
  readCoordinates,
  readRows,
  readValues,
} from './read.js'
import { SparseStorage } from './storage.js'
import type {
  CompressedColumns,
  CompressedRows,
  Coordinates,
  Lines,
  SparseBuilderOptions,
  SparseOptions,
} from './types.js'

// What internals.ts hands to the rest of the library and index.ts does not export.

/** The storage of a sparse matrix. */
export let sparseStorageOf: (matrix: SparseMatrix) => SparseStorage

/** The sparse matrix that owns a storage. */
let fromSparseStorage: (storage: SparseStorage) => SparseMatrix

/** Whether a value is a SparseMatrix of this library. */
export let isSparseMatrix: (value: unknown) => value is SparseMatrix

const FROM_STORAGE = Symbol('from storage')

/**
 * A sparse matrix of float64 or float32 numbers that never changes: data for `nmf`, `multilayerNMF` and `deepMF` that is
 * never written out.
 *
 * Entries of one cell are added in the order in which they come. Zeros that are given are kept: they are entries like
 * others. In a backend's memory the matrix is held by rows and by columns, together 2 (4 + 8) bytes for each float64
 * entry. Memory is given back as that of a `Matrix`.
 *
 * @example
 * const X = SparseMatrix.fromCOO({ rows: 2, cols: 3, rowIndices: [0, 1], columnIndices: [2, 0], values: [1.5, 2] })
 * X.entries             // 2
 * X.toDense().toRows()  // [[0, 0, 1.5], [2, 0, 0]]
 */
export class SparseMatrix {
  readonly #storage: SparseStorage
  /** `[m, n]`: rows, columns. */
  readonly shape: readonly [number, number]

  /** Internal: use {@link SparseMatrix.fromCSR} or one of its siblings. */
  constructor(key: typeof FROM_STORAGE, storage: SparseStorage) {
    if (key !== FROM_STORAGE) {
      const message = 'SparseMatrix has no public constructor: use SparseMatrix.fromCSR(...) or one of its siblings'
      throw new DeepMFError('ERR_INVALID_ARGUMENT', message)
    }
    this.#storage = storage
    this.shape = Object.freeze<[number, number]>([storage.rows, storage.cols])
    finalizer.register(this, storage, storage)
  }

  static {
    sparseStorageOf = (matrix) => matrix.#storage
    fromSparseStorage = (storage) => new SparseMatrix(FROM_STORAGE, storage)
    isSparseMatrix = (value): value is SparseMatrix => typeof value === 'object' && value !== null && #storage in value
  }

  /**
   * Copies a matrix given by rows.
   *
   * @throws DeepMFError `ERR_INVALID_MATRIX` or `ERR_NOT_FINITE` naming the entry, such as `indices[5]`;
   *   `ERR_OUT_OF_MEMORY`
   */
  static fromCSR(input: CompressedRows, options?: SparseOptions): SparseMatrix {
    return ofLines(readRows(input, precisionOf('SparseMatrix.fromCSR', options)))
  }

  /** Copies a matrix given by columns. Throws as {@link SparseMatrix.fromCSR}. */
  static fromCSC(input: CompressedColumns, options?: SparseOptions): SparseMatrix {
    return ofLines(readColumns(input, precisionOf('SparseMatrix.fromCSC', options)))
  }

  /** Copies a list of entries. Throws as {@link SparseMatrix.fromCSR}. */
  static fromCOO(input: Coordinates, options?: SparseOptions): SparseMatrix {
    return ofLines(readCoordinates(input, precisionOf('SparseMatrix.fromCOO', options)))
  }

  /** The entries of a dense matrix that are not zero. Throws what `Matrix.from` throws. */
  static fromDense(input: MatrixLike, options?: SparseOptions): SparseMatrix {
    const precision = precisionOf('SparseMatrix.fromDense', options)
    const matrix = toMatrix(input, 'input', precision === undefined ? undefined : { precision })
    const lines = linesOf(matrix)
    if (matrix !== input) matrix.dispose()
    return ofLines(lines)
  }

  /**
   * Builds a large matrix in place, piece by piece: no copy of it is on the JavaScript side, and the memory is never much
   * more than that of the matrix itself.
   *
   * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_INVALID_MATRIX`, `ERR_OUT_OF_MEMORY`; in a browser
   *   `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
   *
   * @example
   * const builder = SparseMatrix.builder({ rows: 1e6, cols: 1e6, entries: 1e8, by: 'rows' })
   * for (const { counts, columns, values } of pieces) builder.appendRows(counts, columns, values)
   * const X = builder.finish()
   */
  static builder(options: SparseBuilderOptions): SparseBuilder {
    const checked = checkOptions('SparseMatrix.builder', options, {
      rows: order,
      cols: order,
      entries: wholeNumber(0, MOST_ENTRIES),
      by: optional(oneOf('rows', 'entries'), 'entries'),
      precision: optional(oneOf('float64', 'float32'), 'float64'),
      backend: backendName(),
    })
    return new SparseBuilder(checked, fromSparseStorage)
  }

  /** The number of rows, m. */
  get rows(): number {
    return this.#storage.rows
  }

  /** The number of columns, n. */
  get cols(): number {
    return this.#storage.cols
  }

  /** The number of entries that are stored. */
  get entries(): number {
    return this.#storage.entries
  }

  /** The same, by its short name. */
  get nnz(): number {
    return this.#storage.entries
  }

  /** The part of the cells that has an entry. */
  get density(): number {
    return this.entries / (this.rows * this.cols)
  }

  /** The kind of number that the matrix holds. */
  get precision(): Precision {
    return this.#storage.precision
  }

  /** Whether the matrix was disposed of; then it cannot be used any more. */
  get disposed(): boolean {
    return this.#storage.disposed
  }

  /** The matrix written out. */
  toDense(): Matrix {
    const { count, length, starts, indices, values } = this.#storage.fetch()
    const host = allocate(count, length, this.precision)
    for (let i = 0; i < count; i++) {
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
        host[i * length + (indices[k] as number)] = values[k] as number
      }
    }
    return fromStorage(Storage.ofHost(count, length, host))
  }

  /** A copy by rows, columns rising within each. */
  toCSR(): CompressedRows & Pick<Lines, 'starts' | 'indices' | 'values'> {
    const { starts, indices, values } = this.#storage.fetch()
    const { rows, cols } = this
    return { rows, cols, starts: starts.slice(), indices: indices.slice(), values: values.slice() }
  }

  /** A copy by columns, rows rising within each. */
  toCSC(): CompressedColumns & Pick<Lines, 'starts' | 'indices' | 'values'> {
    const { starts, indices, values } = turned(this.#storage.fetch())
    const { rows, cols } = this
    return { rows, cols, starts, indices, values }
  }

  /** A copy as a list of entries, row by row. */
  toCOO(): Coordinates & { rowIndices: Uint32Array; columnIndices: Uint32Array; values: FloatArray } {
    const { starts, indices, values } = this.#storage.fetch()
    const { rows, cols } = this
    const rowIndices = new Uint32Array(indices.length)
    for (let i = 0; i < rows; i++) rowIndices.fill(i, starts[i] as number, starts[i + 1] as number)
    return { rows, cols, rowIndices, columnIndices: indices.slice(), values: values.slice() }
  }

  /** The transpose; where the matrix lies in a backend's memory alone it shares that. */
  transpose(): SparseMatrix {
    return this.#derived(turned, (kernels, id) => kernels.sparseTransposed(id), true)
  }

  /**
   * diag(d) X: row i times d[i].
   *
   * @throws DeepMFError `ERR_INVALID_MATRIX`, `ERR_NOT_FINITE`; `ERR_OVERFLOW` when a product leaves the range
   */
  scaleRows(d: NumericArray): SparseMatrix {
    checkLength('d', d, this.rows)
    const scale = readValues(d, this.precision)
    return this.#scaled(scale, (i) => scale[i] as number, [scale.length, 1])
  }

  /** X diag(d): column j times d[j]. Throws as {@link SparseMatrix.scaleRows}. */
  scaleColumns(d: NumericArray): SparseMatrix {
    checkLength('d', d, this.cols)
    const scale = readValues(d, this.precision)
    return this.#scaled(scale, (_, j) => scale[j] as number, [1, scale.length])
  }

  /**
   * f of every stored entry; cells without an entry stay as they are. A name stands for the library's own function,
   * which gives the same bits everywhere.
   *
   * @throws DeepMFError `ERR_NOT_FINITE` when f gives something else than a finite number
   */
  mapValues(f: ElementaryName | ((value: number) => number)): SparseMatrix {
    if (typeof f === 'function') {
      const lines = this.#storage.fetch()
      return ofLines({ ...lines, values: readValues(Array.from(lines.values, f), this.precision) })
    }
    const name = oneOf('exp', 'log', 'tanh', 'sqrt')('f', f)
    const backend = this.#storage.lines === undefined ? this.#storage.placed().backend : requireBackend(undefined)
    const id = backend.kernels.sparseElementary(this.#storage.idOn(backend), name)
    const mapped = fromSparseStorage(SparseStorage.ofBackend(backend, id, this.rows, this.cols, this.precision))
    return finite(mapped, 'ERR_NOT_FINITE', `${name} of an entry`)
  }

  /** Gives the memory back now. Using the matrix afterwards is an error (`ERR_DISPOSED`), disposing again is not. */
  dispose(): void {
    finalizer.unregister(this.#storage)
    this.#storage.dispose()
  }

  /** Disposes of the matrix at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  /** A short description, such as `SparseMatrix(2 x 3, 4 entries, float64)`. */
  toString(): string {
    const { rows, cols, entries, precision, disposed } = this
    return `SparseMatrix(${rows} x ${cols}, ${entries} entries, ${precision}${disposed ? ', disposed' : ''})`
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #scaled(scale: FloatArray, by: (i: number, j: number) => number, shape: readonly [number, number]): SparseMatrix {
    const scaled = this.#derived(
      (lines) => ({ ...lines, values: scaledValues(lines, by) }),
      (kernels, id) => {
        const d = scale instanceof Float32Array ? kernels.upload32(...shape, scale) : kernels.upload64(...shape, scale)
        try {
          return shape[1] === 1 ? kernels.sparseScaled(id, d, 0) : kernels.sparseScaled(id, 0, d)
        } finally {
          kernels.release(d)
        }
      },
    )
    return finite(scaled, 'ERR_OVERFLOW', 'an entry times its scale')
  }

  /** A new matrix, made where the entries are. */
  #derived(
    onHost: (lines: Lines) => Lines,
    there: (kernels: ReturnType<typeof requireBackend>['kernels'], id: number) => number,
    turns = false,
  ): SparseMatrix {
    const { lines } = this.#storage
    if (lines !== undefined) return ofLines(onHost(lines))
    const { backend, id } = this.#storage.placed()
    const [rows, cols] = turns ? [this.cols, this.rows] : [this.rows, this.cols]
    return fromSparseStorage(SparseStorage.ofBackend(backend, there(backend.kernels, id), rows, cols, this.precision))
  }
}

const ofLines = (lines: Lines) => fromSparseStorage(SparseStorage.ofLines(lines))

const order = (option: string, value: unknown): number => {
  checkSparseOrder(option, value)
  return value as number
}

const precisionOf = (owner: string, options: SparseOptions | undefined) =>
  checkOptions(owner, options, { precision: optional(oneOf('float64', 'float32')) }).precision

/** Refuses a result that has left the range of the numbers. */
function finite(matrix: SparseMatrix, code: 'ERR_OVERFLOW' | 'ERR_NOT_FINITE', what: string): SparseMatrix {
  if (sparseStorageOf(matrix).facts().largest <= Number.MAX_VALUE) return matrix
  matrix.dispose()
  throw new DeepMFError(code, `${what} is no finite number`)
}

function scaledValues({ count, starts, indices, values }: Lines, by: (i: number, j: number) => number): FloatArray {
  const result = values.slice()
  for (let i = 0; i < count; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      result[k] = by(i, indices[k] as number) * (values[k] as number)
    }
  }
  return result
}

/** The cells of a dense matrix that are not zero. */
function linesOf(matrix: Matrix): Lines {
  const { rows, cols, precision } = matrix
  const host = precision === 'float64' ? matrix.toArray() : matrix.toFloat32Array()
  let entries = 0
  for (const value of host) if (value !== 0) entries += 1
  const starts = new Uint32Array(rows + 1)
  const indices = new Uint32Array(entries)
  const values = precision === 'float64' ? new Float64Array(entries) : new Float32Array(entries)
  let k = 0
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = host[i * cols + j] as number
      if (value === 0) continue
      indices[k] = j
      values[k] = value
      k += 1
    }
    starts[i + 1] = k
  }
  return { count: rows, length: cols, starts, indices, values }
}
