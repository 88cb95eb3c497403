import type { Backend } from '../../backend/backend.js'
import { DeepMFError } from '../../errors.js'
import { factsOf } from '../facts.js'
import type { Precision } from '../types.js'
import type { Lines } from './types.js'
import { upload } from './upload.js'

/** Where a backend holds the matrix: good as long as the backend's epoch is this one. */
interface Placement {
  readonly backend: Backend
  readonly epoch: number
  readonly id: number
}

/** What the checks of models ask. */
export interface SparseFacts {
  readonly largest: number
  /** The number of the first entry below zero, counted row by row, or -1. */
  readonly firstNegative: number
}

/**
 * The entries of a sparse matrix: by rows on the JavaScript side, in both orders in the memory of backends, or both.
 *
 * It knows nothing of the SparseMatrix that it belongs to, so that a finalizer can hold it.
 */
export class SparseStorage {
  #lines: Lines | undefined
  #placements: Placement[]
  #facts: SparseFacts | undefined
  #disposed = false

  private constructor(
    readonly rows: number,
    readonly cols: number,
    readonly entries: number,
    readonly precision: Precision,
    lines?: Lines,
    placement?: Placement,
  ) {
    this.#lines = lines
    this.#placements = placement === undefined ? [] : [placement]
  }

  /** Storage that owns these rows. */
  static ofLines(lines: Lines): SparseStorage {
    const { count, length, values } = lines
    const precision = values instanceof Float32Array ? 'float32' : 'float64'
    return new SparseStorage(count, length, values.length, precision, lines)
  }

  /** Storage that owns this matrix in a backend's memory. */
  static ofBackend(backend: Backend, id: number, rows: number, cols: number, precision: Precision): SparseStorage {
    const entries = backend.kernels.sparseEntries(id)
    return new SparseStorage(rows, cols, entries, precision, undefined, { backend, epoch: backend.epoch, id })
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** The rows on the JavaScript side, if they are there; shared, not to be written to. */
  get lines(): Lines | undefined {
    this.assertAlive()
    return this.#lines
  }

  /** The rows; fetched from a backend they are not kept, for they may be large. */
  fetch(): Lines {
    this.assertAlive()
    if (this.#lines !== undefined) return this.#lines
    const { backend, id } = this.placed()
    const { kernels } = backend
    return {
      count: this.rows,
      length: this.cols,
      starts: kernels.sparseStarts(id),
      indices: kernels.sparseIndices(id),
      values: this.precision === 'float64' ? kernels.sparseValues64(id) : kernels.sparseValues32(id),
    }
  }

  /** Entry `k`, counted row by row: its row, its column, its value. */
  entry(k: number): { readonly i: number; readonly j: number; readonly value: number } {
    const { starts, indices, values } = this.fetch()
    let i = 0
    while ((starts[i + 1] as number) <= k) i += 1
    return { i, j: indices[k] as number, value: values[k] as number }
  }

  /** Where the matrix lies in a backend's memory. */
  placed(): { readonly backend: Backend; readonly id: number } {
    const found = this.#placements.find(({ backend, epoch }) => backend.epoch === epoch)
    if (found !== undefined) return found
    throw new DeepMFError(
      'ERR_PANIC',
      `the sparse ${this.rows} x ${this.cols} matrix was lost when a kernel failed and its backend was started anew`,
    )
  }

  /** The id in this backend's memory; the entries are copied there at first use, and again in a new epoch. */
  idOn(backend: Backend): number {
    this.assertAlive()
    const { epoch } = backend
    const known = this.#placements.find((placement) => placement.backend === backend && placement.epoch === epoch)
    if (known !== undefined) return known.id
    const id = upload(backend, this.fetch())
    this.#placements = this.#placements.filter((placement) => placement.backend !== backend)
    this.#placements.push({ backend, epoch, id })
    return id
  }

  /** The facts, found at the first request. */
  facts(): SparseFacts {
    this.assertAlive()
    this.#facts ??= this.#lines === undefined ? this.#factsThere() : factsHere(this.#lines)
    return this.#facts
  }

  #factsThere(): SparseFacts {
    const { backend, id } = this.placed()
    const { kernels } = backend
    return { largest: kernels.sparseLargest(id), firstNegative: kernels.sparseFirstNegative(id) }
  }

  /** Gives all memory back. Doing it twice is no error. */
  dispose(): void {
    this.#disposed = true
    this.#lines = undefined
    const placements = this.#placements
    this.#placements = []
    for (const { backend, epoch, id } of placements) {
      if (backend.epoch === epoch) backend.kernels.release(id)
    }
  }

  assertAlive(): void {
    if (this.#disposed) throw new DeepMFError('ERR_DISPOSED', 'the sparse matrix was used after it was disposed of')
  }
}

/** As the kernels say it: what is not finite is larger than anything. */
function factsHere({ values }: Lines): SparseFacts {
  const { largest, firstNegative, firstNotFinite } = factsOf(values)
  return { largest: firstNotFinite < 0 ? largest : Number.POSITIVE_INFINITY, firstNegative }
}
