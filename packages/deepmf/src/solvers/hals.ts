import type { Block } from '../problem/problem.js'
import type { Solver } from './solver.js'

/**
 * Hierarchical alternating least squares: exact minimisation over one row (or column) of the factor
 * after the other, `sweeps` times. For nonnegative factors whose Gram matrix stands on one side.
 */
export function hals(sweeps: number): Solver {
  return {
    name: 'hals',
    rejects: reason,
    solve(kernels, { constraint }, factor, { linear, left, right }) {
      const [p, q] = [left[0], right[0]]
      const nonnegative = constraint.projection === 'nonnegative'
      const gram = p ?? q
      if (gram === undefined) return
      const side = p === undefined ? 'right' : 'left'
      kernels.hals(factor.id, linear.id, gram.id, side, nonnegative, sweeps, 0, 'cyclic', 0, 0)
    },
  }
}

function reason({ factor, terms, constraint }: Block): string | undefined {
  if (constraint.projection !== 'nonnegative' && constraint.projection !== 'none') {
    return `it updates ${factor} entry by entry, which the set '${constraint.name}' does not allow`
  }
  const oneSided = terms.every((term) => term.left.length === 0) || terms.every((term) => term.right.length === 0)
  return oneSided ? undefined : `the error of ${factor} has products on both of its sides`
}
