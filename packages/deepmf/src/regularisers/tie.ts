import type { Value } from '../problem/arena.js'
import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'

/**
 * `weight / 2 · ‖F - Gᵀ‖²` for another factor G: what makes a factorization symmetric (Kuang, Yun and Park, 2015; De
 * Handschutter, thesis, equation 6.9). Both blocks are tied; the one that `counts` stands for both in the loss.
 */
export const tie = (weight: number, other: string, counts: boolean): Regulariser => {
  const distance = (expressions: Expressions, factor: Value) =>
    (weight / 2) * expressions.kernels.distanceSquared(factor.id, transposed(expressions, other).id)
  return {
    name: `tie to ${other}`,
    side: 'either',
    addQuadratic: ({ kernels }, _, out) => kernels.addDiagonal(out.id, weight),
    addLinear: (expressions, _, out) => {
      expressions.kernels.axpby(out.id, weight, transposed(expressions, other).id, 1)
    },
    ...(counts ? { value: distance } : {}),
  }
}

const transposed = (expressions: Expressions, name: string): Value => {
  const { id, rows, cols } = expressions.named(name)
  return expressions.memo(`transposed ${name}`, [name], cols, rows, (out) => expressions.kernels.transpose(out.id, id))
}
