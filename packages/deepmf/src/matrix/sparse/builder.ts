/// <reference lib="esnext.disposable" preserve="true" />

import type { Backend } from '../../backend/backend.js'
import { requireBackend } from '../../backend/select.js'
import { DeepMFError } from '../../errors.js'
import type { FloatArray, NumericArray, Precision } from '../types.js'
import { checkLength, readIndices, readValues } from './read.js'
import type { SparseMatrix } from './sparse-matrix.js'
import { SparseStorage } from './storage.js'
import type { SparseBuilderOptions } from './types.js'

/** Gives the room of a builder back that was forgotten before it was finished. */
const finalizer = new FinalizationRegistry<{ backend: Backend; epoch: number; id: number }>((place) => {
  try {
    if (place.backend.epoch === place.epoch) place.backend.kernels.release(place.id)
  } catch {
    // Nobody is left to tell.
  }
})

/** The checked options of a builder. */
export interface CheckedBuilder extends Required<Omit<SparseBuilderOptions, 'backend'>> {
  readonly backend: SparseBuilderOptions['backend'] | undefined
}

/**
 * Fills a sparse matrix piece by piece, straight into a backend's memory: room for all entries is taken once, and the
 * second order is made in place at the end. See `SparseMatrix.builder`.
 */
export class SparseBuilder {
  readonly rows: number
  readonly cols: number
  readonly precision: Precision
  readonly #by: 'rows' | 'entries'
  readonly #place: { readonly backend: Backend; readonly epoch: number; readonly id: number }
  readonly #matrixOf: (storage: SparseStorage) => SparseMatrix
  #ended = false
  #entries = 0

  /** Internal: use `SparseMatrix.builder`. */
  constructor(options: CheckedBuilder, matrixOf: (storage: SparseStorage) => SparseMatrix) {
    const { rows, cols, entries, by, precision, backend: name } = options
    const backend = requireBackend(name)
    const id = backend.kernels.sparseAllocate(rows, cols, entries, precision === 'float64' ? 64 : 32, by)
    this.rows = rows
    this.cols = cols
    this.precision = precision
    this.#by = by
    this.#matrixOf = matrixOf
    this.#place = { backend, epoch: backend.epoch, id }
    finalizer.register(this, this.#place, this.#place)
  }

  /** How many entries have been appended. */
  get entries(): number {
    return this.#entries
  }

  /**
   * Appends entries, in any order; those of one cell are added in the order in which they come.
   *
   * @throws DeepMFError `ERR_INVALID_MATRIX`, `ERR_NOT_FINITE` or `ERR_INVALID_ARGUMENT` naming the entry of the piece;
   *   then nothing of it was kept
   */
  append(rowIndices: NumericArray, columnIndices: NumericArray, values: NumericArray): this {
    this.#expect('entries')
    const numbers = this.#values(values)
    const rows = indices('rowIndices', rowIndices, numbers.length, this.rows)
    const columns = indices('columnIndices', columnIndices, numbers.length, this.cols)
    const { kernels } = this.#place.backend
    if (numbers instanceof Float64Array) kernels.sparseAppendEntries64(this.#place.id, rows, columns, numbers)
    else kernels.sparseAppendEntries32(this.#place.id, rows, columns, numbers)
    this.#entries += numbers.length
    return this
  }

  /**
   * Appends the next rows: how many entries each of them has, the columns of all of these, and their values. Rows that
   * never come are empty.
   *
   * @throws DeepMFError as {@link SparseBuilder.append}
   */
  appendRows(counts: NumericArray, columnIndices: NumericArray, values: NumericArray): this {
    this.#expect('rows')
    const numbers = this.#values(values)
    const columns = indices('columnIndices', columnIndices, numbers.length, this.cols)
    const lengths = indices('counts', counts, counts.length, numbers.length + 1)
    const { kernels } = this.#place.backend
    if (numbers instanceof Float64Array) kernels.sparseAppendRows64(this.#place.id, lengths, columns, numbers)
    else kernels.sparseAppendRows32(this.#place.id, lengths, columns, numbers)
    this.#entries += numbers.length
    return this
  }

  /** The matrix; the builder is of no use afterwards. */
  finish(): SparseMatrix {
    this.#expect(this.#by)
    const { backend, id } = this.#place
    backend.kernels.sparseFinish(id)
    this.#end()
    return this.#matrixOf(SparseStorage.ofBackend(backend, id, this.rows, this.cols, this.precision))
  }

  /** Gives the memory of an unfinished matrix back. */
  dispose(): void {
    if (this.#ended) return
    this.#end()
    const { backend, epoch, id } = this.#place
    if (backend.epoch === epoch) backend.kernels.release(id)
  }

  /** Disposes of an unfinished matrix at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  #end(): void {
    this.#ended = true
    finalizer.unregister(this.#place)
  }

  #expect(by: 'rows' | 'entries'): void {
    if (this.#ended) throw new DeepMFError('ERR_DISPOSED', 'the builder was used after its end')
    if (this.#place.backend.epoch !== this.#place.epoch) {
      throw new DeepMFError('ERR_PANIC', 'the matrix was lost: a kernel failed and its backend was started anew')
    }
    if (by === this.#by) return
    const message = `this builder takes ${this.#by}: ${this.#by === 'rows' ? 'appendRows' : 'append'}(...)`
    throw new DeepMFError('ERR_INVALID_ARGUMENT', message)
  }

  /** Numbers of the builder's precision; what is in such an array already is looked at, not copied. */
  #values(values: NumericArray): FloatArray {
    const kind = this.precision === 'float64' ? Float64Array : Float32Array
    if (!(values instanceof kind)) return readValues(values, this.precision)
    for (let k = 0; k < values.length; k++) {
      const value = values[k] as number
      if (value - value !== 0) return readValues(values, this.precision)
    }
    return values
  }
}

/** Indices of the right number; those in a Uint32Array are checked where they are copied to. */
function indices(name: string, list: NumericArray, length: number, end: number): Uint32Array {
  checkLength(name, list, length)
  return list instanceof Uint32Array ? list : readIndices(name, list, end)
}
