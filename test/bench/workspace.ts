import type { Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { uniformEntries } from './uniform.js'

export type Precision = 32 | 64

/** The entries of a sparse matrix. */
export interface Entries {
  readonly rows: number
  readonly cols: number
  readonly rowIndices: Uint32Array
  readonly columnIndices: Uint32Array
  readonly values: Float64Array
}

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

  /** A sparse matrix of the host's entries. */
  sparse({ rows, cols, rowIndices, columnIndices, values }: Entries, precision: Precision = 64): number {
    const { kernels } = this
    const x = this.#own(kernels.sparseAllocate(rows, cols, values.length, precision, 'entries'))
    if (precision === 64) kernels.sparseAppendEntries64(x, rowIndices, columnIndices, values)
    else kernels.sparseAppendEntries32(x, rowIndices, columnIndices, Float32Array.from(values))
    kernels.sparseFinish(x)
    return x
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
