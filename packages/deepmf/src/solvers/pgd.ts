import type { Solver } from '../problem/solver.js'
import { ids, notQuadratic } from './one-side.js'

/**
 * Projected gradient with Armijo's rule (Lin, 2007), `steps` accepted steps in each block update: any set with a
 * projection, any sum of sandwich terms.
 */
export function pgd(steps: number): Solver {
  return {
    name: 'pgd',
    rejects: notQuadratic,
    solve(kernels, { constraint }, factor, { linear, left, right }) {
      const { projection, along } = constraint
      const parameters = Float64Array.from(constraint.parameters)
      kernels.pgd(factor.id, linear.id, ids(left), ids(right), projection, along, parameters, steps)
    },
  }
}
