import { constant } from '../problem/constant.js'
import type { Regulariser } from '../problem/regulariser.js'
import { sumOf } from './sum-of.js'

/**
 * `weight / 2 · Σ_{k ≠ l} ⟨row k, row l⟩` (or of columns): zero for a nonnegative factor if and only if they are orthogonal
 * (De Handschutter, Gillis, Siebert, survey, 3.2.1). Its matrix weight · (1 1ᵀ - I) is not positive.
 */
export const nearOrthogonal = (weight: number, along: 'rows' | 'columns'): Regulariser => ({
  name: 'approximate orthogonality',
  side: along === 'rows' ? 'left' : 'right',
  indefinite: true,
  addQuadratic: (expressions, _, out) => {
    const ones = constant(expressions, out.rows, out.rows, 1)
    expressions.kernels.axpby(out.id, weight, ones.id, 1)
    expressions.kernels.addDiagonal(out.id, -weight)
  },
  value: (expressions, factor) => {
    const { kernels } = expressions
    const all = kernels.normSquared(sumOf(expressions, factor, along).id)
    return Math.max(0, (weight / 2) * (all - kernels.normSquared(factor.id)))
  },
})
