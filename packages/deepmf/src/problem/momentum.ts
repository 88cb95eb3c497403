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

  get factor(): number {
    return this.#factor
  }

  /** The last iteration was better for it. */
  raise(): void {
    this.#factor = Math.min(this.#ceiling, GROWTH * this.#factor)
    this.#ceiling = Math.min(1, CEILING_GROWTH * this.#ceiling)
  }

  /** The last iteration was worse for it. */
  lower(): void {
    this.#ceiling = this.#factor
    this.#factor /= FALL
  }
}
