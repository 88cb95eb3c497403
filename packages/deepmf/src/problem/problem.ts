import type { Constraint } from '../constraints/constraint.js'
import type { Penalty } from '../penalties/penalty.js'
import type { NormalEquations } from './assemble.js'
import type { Expressions } from './expressions.js'
import type { Regulariser } from './regulariser.js'

/** A product of named matrices, left to right. The empty chain is the identity. */
export type Chain = readonly string[]

/**
 * One squared error that a factor F takes part in: `weight * ‖target - left F right‖²`.
 *
 * `left` and `right` are products of the other factors, `target` is the data or again a product.
 */
export interface Term {
  readonly weight: number
  readonly target: Chain
  readonly left: Chain
  readonly right: Chain
}

/** The problem of one factor with all others fixed: its terms, the set it must lie in, and its penalties. */
export interface Block {
  readonly factor: string
  readonly terms: readonly Term[]
  readonly constraint: Constraint
  /** Penalties on the factor, which count in the loss. */
  readonly regularisers?: readonly Regulariser[]
  /** Forms the normal equations where chains of matrices do not say how: those of a tensor. */
  readonly equations?: (expressions: Expressions) => NormalEquations
  /** A penalty that no quadratic takes up, and that therefore needs the solver by proximal maps. */
  readonly proximal?: Penalty
}

/**
 * A squared error `‖target - left F right‖²` that is reported, written around the factor F that a
 * sweep updates last, because the products for it are then at hand.
 */
export interface Measure {
  readonly target: Chain
  readonly left: Chain
  readonly factor: string
  readonly right: Chain
  /** What the error is made of where chains of matrices do not say it: that of a tensor. */
  readonly parts?: ErrorParts
}

/** `‖S - M‖²` in its parts, M being the approximation. */
export interface ErrorParts {
  /** ⟨S, M⟩. */
  inner(expressions: Expressions): number
  /** ‖M‖². */
  fitted(expressions: Expressions): number
  /** ‖S - M‖² itself, from the residual. */
  exact(expressions: Expressions): number
}

/** What one layer is measured by. */
export interface LayerMeasures {
  /** The layer's own error, against the matrix that this layer factorizes. */
  readonly layer: Measure
  /** The error against the data of the approximation that ends at this layer. */
  readonly data: Measure
  /** Weights of the two squared errors in the model's loss. */
  readonly layerWeight: number
  readonly dataWeight: number
}

/** A factor that a model defines as a product of others, brought up to date after each sweep. */
export interface Derived {
  readonly factor: string
  readonly chain: Chain
}

/**
 * A whole model, described: which blocks a sweep visits in which order, and what is measured.
 *
 * `first` says on which side of the data a triple product `leftᵀ S rightᵀ` starts. The choice
 * depends on the model alone, never on what happens to be in store, so that the rounding does not.
 */
export interface Problem {
  readonly blocks: readonly Block[]
  readonly layers: readonly LayerMeasures[]
  readonly derived: readonly Derived[]
  readonly first: 'left' | 'right'
}
