import type { Backend } from '../backend/backend.js'

/** A matrix in a backend's memory: its id there, and its shape. */
export interface Value {
  readonly id: number
  readonly rows: number
  readonly cols: number
  /** How many entries are stored, where the matrix is sparse. */
  readonly entries?: number
}

/**
 * Owns the matrices that a fit makes in a backend's memory.
 *
 * Whatever way a fit ends (a result, an abort, an error), `release` gives back everything that was
 * not handed over with `keep`, so nothing half-finished stays behind.
 */
export class Arena {
  readonly #owned = new Set<number>()

  constructor(
    readonly backend: Backend,
    readonly precision: 32 | 64,
  ) {}

  /** A new matrix of zeros. */
  allocate(rows: number, cols: number): Value {
    return this.own({ id: this.backend.kernels.allocate(rows, cols, this.precision), rows, cols })
  }

  /** Takes a matrix that somebody else made into the arena. */
  own(value: Value): Value {
    this.#owned.add(value.id)
    return value
  }

  /** Takes `value` out of the arena: from now on somebody else releases it. */
  keep(value: Value): Value {
    this.#owned.delete(value.id)
    return value
  }

  /** Gives one matrix back before the arena ends. */
  discard(value: Value): void {
    if (this.#owned.delete(value.id)) this.backend.kernels.release(value.id)
  }

  /** Gives back all that is still owned. After a trap the memory is gone already. */
  release(epoch: number): void {
    if (this.backend.epoch === epoch) {
      for (const id of this.#owned) this.backend.kernels.release(id)
    }
    this.#owned.clear()
  }
}
