import type { Kernels } from 'deepmf'

/** Bits of a number: float64 or float32. */
export type Bits = 64 | 32

/** The matrices of one problem in one lane; all of them are given back at its end. */
export class Memory {
  readonly #ids: number[] = []

  constructor(
    readonly kernels: Kernels,
    readonly bits: Bits,
  ) {}

  /** A matrix of these numbers, rounded to the precision of the problem. */
  matrix(rows: number, cols: number, numbers: Float64Array): number {
    return this.own(
      this.bits === 64
        ? this.kernels.upload64(rows, cols, numbers)
        : this.kernels.upload32(rows, cols, Float32Array.from(numbers)),
    )
  }

  zeros(rows: number, cols: number): number {
    return this.own(this.kernels.allocate(rows, cols, this.bits))
  }

  own(id: number): number {
    this.#ids.push(id)
    return id
  }

  read(id: number): Float64Array | Float32Array {
    return this.bits === 64 ? this.kernels.download64(id) : this.kernels.download32(id)
  }

  release(): void {
    for (const id of this.#ids.splice(0)) this.kernels.release(id)
  }
}
