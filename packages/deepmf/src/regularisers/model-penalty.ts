import type { Regulariser } from '../problem/regulariser.js'

/**
 * A penalty of a factor that only makes sense in a model: it speaks of the other factor, or of a volume. It is given by the
 * quadratic that a block takes up. The functions of this folder make them.
 */
export interface ModelPenalty {
  readonly name: string
  /** The penalty on a factor of X ≈ W H whose partner has the name `other`. */
  regularise(other: string): Regulariser
  /** What the partner's block has of it, where the penalty is on both factors together. */
  regulariseOther?(factor: string): Regulariser
}
