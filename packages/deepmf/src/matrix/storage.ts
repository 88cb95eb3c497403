import type { Backend } from '../backend/backend.js'
import { DeepMFError } from '../errors.js'
import type { FloatArray, Precision } from './types.js'

/** Where a backend holds a matrix: good as long as the backend's epoch is this one. */
interface Placement {
  readonly backend: Backend
  readonly epoch: number
  readonly id: number
}

/**
 * The numbers of a matrix: on the JavaScript side, in the memory of one or more backends, or both. All copies are
 * equal, for matrices do not change.
 *
 * It knows nothing of the Matrix that it belongs to, so that a finalizer can hold it.
 */
export class Storage {
  readonly rows: number
  readonly cols: number
  readonly precision: Precision
  #host: FloatArray | undefined
  #placements: Placement[]
  #disposed = false

  private constructor(rows: number, cols: number, precision: Precision, host?: FloatArray, placement?: Placement) {
    this.rows = rows
    this.cols = cols
    this.precision = precision
    this.#host = host
    this.#placements = placement === undefined ? [] : [placement]
  }

  /** Storage that owns this row-major array. */
  static ofHost(rows: number, cols: number, host: FloatArray): Storage {
    return new Storage(rows, cols, host instanceof Float32Array ? 'float32' : 'float64', host)
  }

  /** Storage that owns this matrix in a backend's memory. */
  static ofBackend(backend: Backend, id: number, rows: number, cols: number, precision: Precision): Storage {
    return new Storage(rows, cols, precision, undefined, { backend, epoch: backend.epoch, id })
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** The numbers, row by row; shared, not to be written to. Fetched from a backend at first use and kept. */
  host(): FloatArray {
    this.#assertAlive()
    this.#host ??= this.#download()
    return this.#host
  }

  /** A copy of the numbers. One fetched from a backend is not kept: it is a copy already. */
  copy(): FloatArray {
    this.#assertAlive()
    return this.#host?.slice() ?? this.#download()
  }

  /** The id in this backend's memory; copies the numbers there at first use, and again in a new epoch. */
  idOn(backend: Backend): number {
    this.#assertAlive()
    const { epoch } = backend
    for (const placement of this.#placements) {
      if (placement.backend === backend && placement.epoch === epoch) return placement.id
    }
    const host = this.#host ?? this.#download()
    const { kernels } = backend
    const id =
      host instanceof Float32Array
        ? kernels.upload32(this.rows, this.cols, host)
        : kernels.upload64(this.rows, this.cols, host)
    this.#placements = this.#placements.filter((placement) => placement.backend !== backend)
    this.#placements.push({ backend, epoch, id })
    return id
  }

  /** Gives all memory back. Doing it twice is no error. */
  dispose(): void {
    this.#disposed = true
    this.#host = undefined
    const placements = this.#placements
    this.#placements = []
    for (const { backend, epoch, id } of placements) {
      if (backend.epoch === epoch) backend.kernels.release(id)
    }
  }

  #download(): FloatArray {
    for (const { backend, epoch, id } of this.#placements) {
      if (backend.epoch !== epoch) continue
      return this.precision === 'float64' ? backend.kernels.download64(id) : backend.kernels.download32(id)
    }
    throw new DeepMFError(
      'ERR_PANIC',
      `the ${this.rows} x ${this.cols} matrix was lost when a kernel failed and its backend was started anew`,
    )
  }

  #assertAlive(): void {
    if (this.#disposed) throw new DeepMFError('ERR_DISPOSED', 'the matrix was used after it was disposed of')
  }
}
