import type { Matrix } from '../../../matrix/matrix.js'
import { descend } from '../../../problem/descent.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Problem } from '../../../problem/problem.js'
import type { Solver } from '../../../problem/solver.js'
import type { Input } from '../input/data.js'
import { checkSolver } from '../input/rejections.js'
import { type CheckedRun, runOf, stoppingRules } from '../input/run-options.js'
import { type FitReport, reportOf } from './report.js'
import type { Plan, Session } from './session.js'

/** What a model of one layer is, besides its options. */
export interface SingleModel<Fit> {
  readonly problem: Problem
  /** The problem to solve where the start decides about it, such as about a weight; else it is `problem`. */
  problemFrom?(expressions: Expressions): Problem
  readonly solver: Solver
  /** Matrices converted for this fit alone, besides the data. */
  readonly temporaries?: readonly Matrix[]
  /** Defines the factors in `expressions`. */
  start(expressions: Expressions): Generator<undefined, void, void>
  /** Takes the factors into a result. */
  finish(session: Session, report: FitReport): Fit
}

/** A fit of one layer: its start, then block coordinate descent on its problem, which the solver has to be able to do. */
export function singlePlan<Fit>(
  { matrix, temporaries }: Input,
  checked: CheckedRun,
  model: SingleModel<Fit>,
): Plan<Fit> {
  const { problem, solver } = model
  checkSolver(solver, problem)
  return {
    data: matrix,
    temporaries: [...temporaries, ...(model.temporaries ?? [])],
    ...runOf(checked),
    first: problem.first,
    *loop(expressions: Expressions): Loop {
      yield* model.start(expressions)
      const decided = model.problemFrom?.(expressions) ?? problem
      return yield* descend(expressions, decided, solver, stoppingRules(checked))
    },
    finish: (session, run) => model.finish(session, reportOf(session, run, checked.seed)),
  }
}
