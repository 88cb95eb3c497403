import type { Solver } from '../problem/solver.js'
import { keptFor } from './kept.js'
import { notConvex, onOneSide, twoSided } from './one-side.js'

/**
 * Alternating direction method of multipliers (Huang, Sidiropoulos and Liavas, 2016): any set with a projection, for
 * factors whose Gram matrix stands on one side. The duals stay from one block update to the next, for as long as the
 * factor does. Inner steps may raise the objective, a block update never does.
 */
export function admm({ steps, tolerance }: { readonly steps: number; readonly tolerance: number }): Solver {
  const dualsOf = keptFor('dual')
  return {
    name: 'admm',
    rejects: (block) => twoSided(block) ?? notConvex(block),
    solve(kernels, block, factor, equations, arena) {
      const { projection, along } = block.constraint
      const parameters = Float64Array.from(block.constraint.parameters)
      const { dual } = dualsOf(arena, factor)
      const { linear } = equations
      onOneSide(kernels, block, factor, equations, (gram, side) => {
        kernels.admm(factor.id, dual.id, linear.id, gram, side, projection, along, parameters, steps, tolerance)
      })
    },
  }
}
