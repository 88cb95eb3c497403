import type { Expressions } from './expressions.js'
import { canExtrapolate, descendExtrapolated } from './extrapolated.js'
import type { Problem } from './problem.js'
import { measured, type Progress } from './progress.js'
import type { Solver } from './solver.js'
import { type StoppedBy, type StoppingRules, stoppedBy } from './stopping.js'
import { update } from './update.js'

/**
 * Block coordinate descent: visits the blocks of `problem` in order, again and again, and yields
 * after every sweep. Whoever drives it decides what happens in between: nothing (sync), a turn of
 * the event loop (async), a checkpoint.
 *
 * No block update raises its own objective, so where all blocks share one loss the loss is monotone. Where the solver
 * asks for it, and the factors have one loss, the steps are extrapolated.
 */
export function* descend(
  expressions: Expressions,
  problem: Problem,
  solver: Solver,
  rules: StoppingRules,
): Generator<Progress, StoppedBy, void> {
  const plan = solver.plan?.(expressions, problem)
  if (plan !== undefined && canExtrapolate(problem)) {
    return yield* descendExtrapolated(expressions, problem, solver, rules, plan.plainIterations)
  }
  let { progress } = measured(expressions, problem, 0, rules)
  yield progress
  for (let iteration = 1; ; iteration++) {
    for (const block of problem.blocks) update(expressions, block, solver)
    refreshDerived(expressions, problem)
    const previousLoss = progress.loss
    const now = measured(expressions, problem, iteration, rules)
    progress = now.progress
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss, negligible: now.negligible })
    if (reason !== undefined) return reason
  }
}

/** Brings the factors that are products of others up to date, the deepest first. */
export function refreshDerived(expressions: Expressions, problem: Problem): void {
  for (const { factor, chain } of problem.derived) {
    expressions.kernels.copy(expressions.named(factor).id, expressions.product(chain).id)
    expressions.touch(factor)
  }
}
