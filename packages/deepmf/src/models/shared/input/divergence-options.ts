import type { OrderName, StepName } from '../../../backend/kernels/solvers.js'
import { hasNewton } from '../../../divergence/loss.js'
import { DIVERGENCE_SOLVER_NAMES, type DivergenceSolverName } from '../../../divergence/solver.js'
import { invalidOption } from '../../../errors.js'
import { type Check, dependingOn, oneOf, optional, wholeNumber } from '../../../options/index.js'
import type { SolverName } from '../../../problem/solver.js'
import type { runSpec } from './run-options.js'

type Before = Readonly<Record<string, unknown>>

/**
 * The validators of how a fit is solved where the loss may be a divergence, which has solvers of its own: `run` has those
 * for the squared error, and `isDivergence` looks at the options that come before.
 */
export const divergenceRunSpec = (run: ReturnType<typeof runSpec>, isDivergence: (before: Before) => boolean) => ({
  solver: dependingOn<SolverName | DivergenceSolverName>((before) =>
    isDivergence(before) ? divergenceSolver(before.loss as number) : run.solver,
  ),
  innerSteps: dependingOn<number | undefined>((before) =>
    isDivergence(before) ? optional(wholeNumber(1, 1000), before.solver === 'newton' ? 3 : 1) : run.innerSteps,
  ),
  innerTolerance: dependingOn<number>((before) => (isDivergence(before) ? unused(0) : run.innerTolerance)),
  order: dependingOn<OrderName>((before) => (isDivergence(before) ? unused('cyclic') : run.order)),
  step: dependingOn<StepName>((before) => (isDivergence(before) ? unused('lipschitz') : run.step)),
})

function divergenceSolver(beta: number): Check<DivergenceSolverName> {
  return (option, value) => {
    const name = optional(oneOf(...DIVERGENCE_SOLVER_NAMES), 'auto')(option, value)
    if (name === 'newton' && !hasNewton(beta)) throw invalidOption(option, value, "'auto' or 'mu' with this loss")
    return name
  }
}

const unused =
  <T>(fallback: T): Check<T> =>
  (option, value) =>
    nothing('with this loss')(option, value) ?? fallback

/** A validator for an option that there is no use for. */
export function nothing(when: string): Check<undefined> {
  return (option, value) => {
    if (value !== undefined) throw invalidOption(option, value, `nothing ${when}`)
    return undefined
  }
}
