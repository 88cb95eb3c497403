import type { Kernels } from '../backend/kernels/index.js'
import type { Value } from '../problem/arena.js'
import type { NormalEquations } from '../problem/assemble.js'
import type { Solver } from '../problem/solver.js'
import { keptFor } from './kept.js'
import { notConvex, notQuadratic, twoSided } from './one-side.js'

/**
 * The closed form of a factor that no set constrains, for errors that are one sandwich P F Q: F + P⁺ (B - P F Q) Q⁺, by
 * Cholesky factors where P and Q are well-conditioned and by their pseudo-inverses where not. What a pseudo-inverse leaves
 * out keeps the part of F that it has, so that the objective does not rise; P⁺ B Q⁺ would lose it.
 */
export function als(): Solver {
  const buffersOf = keptFor('residual', 'step')
  return {
    name: 'als',
    rejects(block) {
      const { factor, terms, constraint, regularisers = [] } = block
      if (constraint.projection !== 'none') {
        return `it solves for ${factor} without a set, and ${factor} is in the set '${constraint.name}'`
      }
      const reason = notQuadratic(block)
      if (reason !== undefined) return reason
      if (regularisers.some(({ side }) => side !== 'none')) return twoSided(block) ?? notConvex(block)
      const same = (side: 'left' | 'right') => new Set(terms.map((term) => term[side].join(' '))).size === 1
      return same('left') || same('right') ? undefined : `the errors of ${factor} have no side in common`
    },
    solve(kernels, _, factor, equations, arena) {
      const { residual, step } = buffersOf(arena, factor)
      residualOf(kernels, factor, equations, residual, step)
      kernels.closedForm(step.id, residual.id, equations.left[0]?.id ?? 0, equations.right[0]?.id ?? 0)
      kernels.axpby(factor.id, 1, step.id, 1)
    },
  }
}

/** residual = B - P F Q. */
function residualOf(
  kernels: Kernels,
  factor: Value,
  { linear, left, right }: NormalEquations,
  residual: Value,
  half: Value,
): void {
  const [p, q] = [left[0], right[0]]
  kernels.copy(residual.id, linear.id)
  if (p !== undefined) kernels.gemm(half.id, false, false, 1, p.id, factor.id, 0)
  const product = p === undefined ? factor : half
  if (q === undefined) kernels.axpby(residual.id, -1, product.id, 1)
  else kernels.gemm(residual.id, false, false, -1, product.id, q.id, 1)
}
