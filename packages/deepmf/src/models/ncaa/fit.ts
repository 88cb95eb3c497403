import type { ArchetypeFit } from '../shared/mixtures/fit.js'

/** The result of {@link ncaa}: W = Y A, columns of A sum to one, with entries of -epsilon[k] or more in column k. */
export interface NCAAFit extends ArchetypeFit {
  /** How far every archetype may be outside of the hull of the points. */
  readonly epsilon: readonly number[]
}
