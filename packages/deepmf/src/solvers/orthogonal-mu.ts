import { mu } from './mu.js'
import type { Solver } from './solver.js'

/**
 * Multiplicative updates that lead a nonnegative factor towards orthonormal rows (columns) without asking it of any step
 * (Ding, Li, Peng and Park, 2006; De Handschutter, thesis, equation 6.4), and those of Lee and Seung for the other one.
 */
export function orthogonalMu(orthogonal: string, steps: number): Solver {
  const plain = mu(steps)
  return {
    ...plain,
    solve(kernels, block, factor, equations, arena, expressions) {
      if (block.factor === orthogonal) kernels.muOrthogonal(factor.id, equations.linear.id, true, steps)
      else plain.solve(kernels, block, factor, equations, arena, expressions)
    },
  }
}
