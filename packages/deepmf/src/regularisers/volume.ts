import type { Value } from '../problem/arena.js'
import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'

/**
 * `weight / 2 · log det(FᵀF + δ I)`, the volume that the columns of F span. The concave log det lies below its tangent
 * `⟨Z, FᵀF⟩ + constant` with `Z = (F₀ᵀF₀ + δ I)⁻¹` (De Handschutter, thesis, section 2.3.2), so F stands beside weight · Z.
 */
export const volume = (weight: number, delta: number): Regulariser => ({
  name: 'volume',
  side: 'right',
  addQuadratic: (expressions, factor, out) => {
    const { kernels } = expressions
    const inverse = expressions.buffer(`inverse Gram ${factor.cols}`, factor.cols, factor.cols)
    kernels.inverseDefinite(inverse.id, liftedGram(expressions, factor, delta).id)
    kernels.axpby(out.id, weight, inverse.id, 1)
  },
  value: (expressions, factor) => (weight / 2) * logVolume(expressions, factor, delta),
})

/** `log det(FᵀF + δ I)`. */
export const logVolume = (expressions: Expressions, factor: Value, delta: number): number =>
  expressions.kernels.logDeterminant(liftedGram(expressions, factor, delta).id)

function liftedGram(expressions: Expressions, factor: Value, delta: number): Value {
  const { kernels } = expressions
  const gram = expressions.buffer(`lifted Gram ${factor.cols}`, factor.cols, factor.cols)
  kernels.gram(gram.id, factor.id, true, 1, 0)
  kernels.addDiagonal(gram.id, delta)
  return gram
}
