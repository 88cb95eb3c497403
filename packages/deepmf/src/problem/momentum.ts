/** Growth and fall of the factor, for block updates that are not exact (Ang and Gillis, 2019, table 1). */
const START = 0.5
const GROWTH = 1.05
const CEILING_GROWTH = 1.01
const FALL = 1.5

/**
 * The factor by which an extrapolated descent goes beyond its last step. It grows while that pays, up to a ceiling that
 * remembers where it did not.
 */
export class Momentum {
  #factor = START
  #ceiling = 1

  #plain: number

  /** @param plain for how many iterations nothing is extrapolated */
  constructor(plain: number) {
    this.#plain = plain
  }

  get factor(): number {
    return this.#plain > 0 ? 0 : this.#factor
  }

  /** The last iteration was better for it. */
  raise(): void {
    this.#plain -= 1
    this.#factor = Math.min(this.#ceiling, GROWTH * this.#factor)
    this.#ceiling = Math.min(1, CEILING_GROWTH * this.#ceiling)
  }

  /** The last iteration was worse for it. */
  lower(): void {
    this.#plain -= 1
    this.#ceiling = this.#factor
    this.#factor /= FALL
  }
}
