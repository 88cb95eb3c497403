import type { StepName } from '../backend/kernels/solvers.js'
import type { Solver } from '../problem/solver.js'
import { ids } from './one-side.js'
import { proximalGradient } from './proximal-gradient.js'

/**
 * Accelerated projected gradient with restart (De Handschutter, thesis, algorithm 2): any convex
 * set with a projection, any sum of sandwich terms, `steps` inner steps. Their length is 1/L, or found by backtracking
 * (section 3.3.2). With a penalty of its own a block is solved by the same scheme with proximal maps.
 */
export function fpgd(steps: number, step: StepName = 'lipschitz'): Solver {
  const proximal = proximalGradient(steps)
  return {
    name: 'fpgd',
    rejects: () => undefined,
    solve(kernels, { constraint, proximal: penalty }, factor, equations, arena) {
      if (penalty !== undefined) return proximal(kernels, penalty, factor, equations, arena)
      const { linear, left, right } = equations
      const { projection, along } = constraint
      const parameters = Float64Array.from(constraint.parameters)
      kernels.fpgd(factor.id, linear.id, ids(left), ids(right), projection, along, parameters, steps, MOMENTUM, step)
    },
  }
}

/** The first momentum parameter: zero would give 0/0 in the extrapolation, 0.05 is close to none. */
const MOMENTUM = 0.05
