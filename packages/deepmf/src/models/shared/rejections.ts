import { DeepMFError } from '../../errors.js'
import type { Problem } from '../../problem/problem.js'
import type { Solver } from '../../solvers/solver.js'

/** Refuses, before any work, a solver that cannot do one of the problem's blocks. */
export function checkSolver(solver: Solver, problem: Problem): void {
  for (const block of problem.blocks) {
    const reason = solver.rejects(block)
    if (reason !== undefined) {
      throw new DeepMFError('ERR_INVALID_OPTION', {
        message: `option 'solver': received '${solver.name}', but ${reason}; allowed: 'fpgd'`,
        option: 'solver',
        received: solver.name,
        allowed: "'fpgd'",
      })
    }
  }
}
