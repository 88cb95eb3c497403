import { namesOf } from './names.js'

/** Distributions of {@link StartKernels.randomFill}. */
export type DistributionName = 'uniform' | 'normal' | 'gamma' | 'dirichlet'

/** Random numbers, and what chooses the first factors. */
export interface StartKernels {
  /**
   * Fills dst with random numbers: uniform on [a, b), normal with mean a and deviation b, gamma with shape a and scale
   * b, or columns from the Dirichlet distribution with all parameters a. `seed` is whole, 0 to 2^53 − 1; every stream
   * of a seed is a sequence of its own.
   */
  randomFill(dst: number, distribution: DistributionName, a: number, b: number, seed: number, stream: number): void
  /**
   * One round of successive nonnegative projection: chooses the next column of x after those in `chosen`, and improves
   * the weights h (rank x columns of x) that give x from them. Returns the column, or -1 where x is spanned already.
   * products (like h) and residuals (2 x columns of x) carry from one round to the next.
   */
  snpaRound(h: number, products: number, residuals: number, x: number, chosen: Uint32Array, steps: number): number
}

export const STARTS_KERNELS = namesOf<StartKernels>({
  randomFill: true,
  snpaRound: true,
})
