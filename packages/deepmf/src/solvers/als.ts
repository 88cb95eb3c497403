import { notConvex, notQuadratic, twoSided } from './one-side.js'
import type { Solver } from './solver.js'

/**
 * The closed form of a factor that no set constrains: P⁺ B Q⁺, by Cholesky factors where P and Q are well-conditioned
 * and by their pseudo-inverses where not. For errors that are one sandwich P F Q.
 */
export function als(): Solver {
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
    solve(kernels, _, factor, { linear, left, right }) {
      kernels.closedForm(factor.id, linear.id, left[0]?.id ?? 0, right[0]?.id ?? 0)
    },
  }
}
