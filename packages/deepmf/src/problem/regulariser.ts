import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'

/**
 * A penalty on one factor F, as the quadratic `½⟨F, A F⟩ - ⟨C, F⟩` (or with F A) that a block's problem takes up. A penalty
 * that is no quadratic gives one that touches it from above where F is now, so that no update raises the loss.
 */
export interface Regulariser {
  readonly name: string
  /** On which side of F its A stands; `'either'` where A is a multiple of the identity, `'none'` where it has none. */
  readonly side: 'left' | 'right' | 'either' | 'none'
  /** Whether A may have negative eigenvalues; solvers that need a convex problem then refuse. */
  readonly indefinite?: true
  /** out ← out + A, for a square `out`. */
  addQuadratic?(expressions: Expressions, factor: Value, out: Value): void
  /** out ← out + C, for an `out` like F. */
  addLinear?(expressions: Expressions, factor: Value, out: Value): void
  /** What the penalty adds to the model's loss, or nothing where another block's penalty stands for both. */
  value?(expressions: Expressions, factor: Value): number
}
