import type { OrderName } from '../backend/kernels/solvers.js'
import type { Block } from '../problem/problem.js'
import type { Solver } from '../problem/solver.js'
import { onOneSide, twoSided } from './one-side.js'

/** How HALS sweeps; see the options of the models. */
export interface HalsSettings {
  /** The most sweeps in each block update. */
  readonly steps: number
  /** A column (row) ends after the sweep that changes it by at most this fraction of what the first one did. */
  readonly tolerance?: number
  readonly order?: OrderName
  /** Of the random order. */
  readonly seed?: number
}

/**
 * Hierarchical alternating least squares: exact minimisation over one row (or column) of the factor
 * after the other, `steps` times. For nonnegative or free factors whose Gram matrix stands on one side.
 */
export function hals({ steps, tolerance = 0, order = 'cyclic', seed = 0 }: HalsSettings): Solver {
  // Every update has another order; these streams are far from those that starts draw from.
  let stream = 2 ** 31
  return {
    name: 'hals',
    rejects: reason,
    solve(kernels, block, factor, equations) {
      const { linear } = equations
      const nonnegative = block.constraint.projection === 'nonnegative'
      stream = order === 'random' ? (stream + 1) % 2 ** 32 : stream
      onOneSide(kernels, block, factor, equations, (gram, side) => {
        kernels.hals(factor.id, linear.id, gram, side, nonnegative, steps, tolerance, order, seed, stream)
      })
    },
  }
}

function reason(block: Block): string | undefined {
  const { factor, constraint } = block
  if (constraint.projection !== 'nonnegative' && constraint.projection !== 'none') {
    return `it updates ${factor} entry by entry, which the set '${constraint.name}' does not allow`
  }
  return twoSided(block)
}
