import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'
import type { Chain, ErrorParts, Measure } from './problem.js'
import { distanceSquared, residualSquared } from './products.js'

/**
 * `‖target - left F right‖²`.
 *
 * By the products that the sweep has at hand:
 * `‖S‖² - 2⟨leftᵀ S rightᵀ, F⟩ + ⟨(left F)ᵀ(left F), right rightᵀ⟩`. Three numbers of the size of
 * ‖S‖² leave no correct digits once the error is at the level of the rounding, so where more than
 * half of the digits cancel the residual itself is computed. float32 has none to spare: there one
 * digit is enough, or the loss would seem to stand still while it falls.
 */
export function squaredError(expressions: Expressions, measure: Measure): number {
  const { inner, fitted, exact } = measure.parts ?? partsOf(measure)
  const norm = expressions.normSquared(measure.target)
  const fittedNorm = fitted(expressions)
  if (norm === 0 && fittedNorm === 0) return 0
  const error = norm - 2 * inner(expressions) + fittedNorm
  const cancelled = expressions.arena.precision === 64 ? 1.5e-8 : 0.2
  return error > cancelled * norm ? error : exact(expressions)
}

const partsOf = (measure: Measure): ErrorParts => ({
  inner(expressions) {
    const { target, left, factor, right } = measure
    return expressions.kernels.inner(expressions.cross(target, left, right).id, expressions.named(factor).id)
  },
  fitted: (expressions) => fittedNormSquared(expressions, measure.left, measure.factor, measure.right),
  exact: (expressions) => exactSquaredError(expressions, measure),
})

/** `‖left F right‖²` from Gram matrices. */
function fittedNormSquared(expressions: Expressions, left: Chain, factor: string, right: Chain): number {
  const { kernels } = expressions
  if (right.length > 0) {
    return kernels.inner(expressions.leftGram([...left, factor]).id, expressions.rightGram(right).id)
  }
  if (left.length > 0) {
    return kernels.inner(expressions.leftGram(left).id, expressions.rightGram([factor]).id)
  }
  return kernels.normSquared(expressions.named(factor).id)
}

/** The residual itself, a few rows at a time, never the whole product at once. */
function exactSquaredError(expressions: Expressions, measure: Measure): number {
  const { kernels } = expressions
  const target = expressions.product(measure.target)
  const { left, factor, right } = measure
  if (right.length === 0 && left.length === 0) {
    return distanceSquared(kernels, target, expressions.named(factor))
  }
  const [a, b]: [Value, Value] =
    right.length === 0
      ? [expressions.product(left), expressions.named(factor)]
      : [expressions.product([...left, factor]), expressions.product(right)]
  return residualSquared(kernels, target, a, b)
}

/** `‖S - F‖ / ‖S‖` from squares, and zero where a zero matrix is met exactly. */
export function relative(squared: number, normSquared: number): number {
  if (normSquared === 0) return squared === 0 ? 0 : Number.POSITIVE_INFINITY
  return Math.sqrt(squared / normSquared)
}
