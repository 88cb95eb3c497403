import type { Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { uniformEntries } from './uniform.js'

export type Precision = 32 | 64

/** The matrices of one case in one backend's memory, all given back together. */
export class Workspace {
  readonly #ids: number[] = []

  constructor(readonly kernels: Kernels) {}

  zeros(rows: number, cols: number, precision: Precision = 64): number {
    return this.#own(this.kernels.allocate(rows, cols, precision))
  }

  /** Uniform between 0 and 1; the same entries for the same seed on every backend. */
  filled(rows: number, cols: number, seed: number, precision: Precision = 64): number {
    const entries = uniformEntries(rows * cols, seed)
    return this.#own(
      precision === 64
        ? this.kernels.upload64(rows, cols, entries)
        : this.kernels.upload32(rows, cols, Float32Array.from(entries)),
    )
  }

  release(): void {
    for (const id of this.#ids) this.kernels.release(id)
    this.#ids.length = 0
  }

  #own(id: number): number {
    this.#ids.push(id)
    return id
  }
}
