import type { Solver } from '../problem/solver.js'
import { notConvex, onOneSide, twoSided } from './one-side.js'

/**
 * Exact nonnegative least squares by block principal pivoting, which makes block coordinate descent the alternating
 * nonnegative least squares of Kim and Park (2011). For nonnegative factors whose Gram matrix stands on one side.
 */
export function bpp(): Solver {
  return {
    name: 'bpp',
    rejects(block) {
      const { factor, constraint } = block
      if (constraint.projection === 'nonnegative') return twoSided(block) ?? notConvex(block)
      return `it solves for ${factor} >= 0, which is not the set '${constraint.name}'`
    },
    solve(kernels, block, factor, equations) {
      onOneSide(kernels, block, factor, equations, (gram, side) => {
        kernels.bpp(factor.id, equations.linear.id, gram, side)
      })
    },
  }
}
