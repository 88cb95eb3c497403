import type { Solver } from '../problem/solver.js'
import { als } from './als.js'

/** The closed form for factors that no set constrains, and `solver` for the others. */
export function closedFormWhereFree(solver: Solver): Solver {
  const closedForm = als()
  return {
    ...solver,
    rejects: (block) => (closedForm.rejects(block) === undefined ? undefined : solver.rejects(block)),
    solve(kernels, block, factor, equations, arena, expressions) {
      const chosen = closedForm.rejects(block) === undefined ? closedForm : solver
      chosen.solve(kernels, block, factor, equations, arena, expressions)
    },
  }
}
