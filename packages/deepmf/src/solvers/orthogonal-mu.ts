import type { Solver } from '../problem/solver.js'

/**
 * Multiplicative updates that lead nonnegative factors towards orthonormal columns (rows of what is wider than tall) without
 * asking it of any step (Ding, Li, Peng and Park, 2006; De Handschutter, thesis, equation 6.4), and `other` for the other
 * factors. Nothing is extrapolated.
 */
export function orthogonalMu(orthogonal: readonly string[], other: Solver, steps: number): Solver {
  return {
    name: other.name,
    rejects: (block) => (orthogonal.includes(block.factor) ? undefined : other.rejects(block)),
    solve(kernels, block, factor, equations, arena, expressions) {
      if (orthogonal.includes(block.factor)) kernels.muOrthogonal(factor.id, equations.linear.id, true, steps)
      else other.solve(kernels, block, factor, equations, arena, expressions)
    },
  }
}
