import type { Solver } from '../problem/solver.js'
import { ids, notQuadratic } from './one-side.js'

/**
 * Multiplicative updates (Lee and Seung, 1999; where a term has entries below zero, Ding, Li and Jordan, 2010), `steps`
 * in each block update. For nonnegative factors; entries stay just above zero, so that none is stuck there.
 */
export function mu(steps: number): Solver {
  return {
    name: 'mu',
    rejects(block) {
      const { factor, constraint } = block
      if (constraint.projection === 'nonnegative') return notQuadratic(block)
      return `it scales the entries of ${factor}, which the set '${constraint.name}' does not allow`
    },
    solve(kernels, _, factor, { linear, left, right }) {
      kernels.mu(factor.id, linear.id, ids(left), ids(right), steps)
    },
  }
}
