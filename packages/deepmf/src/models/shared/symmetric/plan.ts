import { checkSymmetric, checkSymmetricSparse } from '../../../linalg/symmetric.js'
import { isSparseMatrix } from '../../../matrix/internals.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Problem } from '../../../problem/problem.js'
import type { Solver } from '../../../problem/solver.js'
import type { Input } from '../input/data.js'
import { checkStart } from '../input/rejections.js'
import { type CheckedRun, runOf, stoppingRules } from '../input/run-options.js'
import { type FitReport, reportOf } from '../run/report.js'
import type { Plan, Session } from '../run/session.js'
import { descendSymmetric, mirror, symmetrise } from './descent.js'
import { type CheckedSymmetricInit, scaleSymmetric, startSymmetric } from './start.js'

/** Random numbers of S: another stream than those of W and of H. A diagonal S would favour groups joined in themselves. */
const MIDDLE_STREAM = 2

/** The options that symmetric models share. */
interface CheckedSymmetric extends CheckedRun {
  readonly rank: number
  readonly init: CheckedSymmetricInit
}

/** A symmetric model: its problem, with H for Wᵀ, how its steps of W are solved, and its result. */
export interface SymmetricModel<Fit> {
  readonly problem: Problem
  readonly solver: Solver
  finish(session: Session, report: FitReport): Fit
}

/** A fit of a symmetric model, after its data has been found to be symmetric. */
export function symmetricPlan<Fit>(
  { matrix, temporaries }: Input,
  checked: CheckedSymmetric,
  { problem, solver, finish }: SymmetricModel<Fit>,
): Plan<Fit> {
  const { init, rank, seed } = checked
  if (isSparseMatrix(matrix)) checkSymmetricSparse('X', matrix)
  else checkSymmetric('X', matrix)
  if (init.name !== 'louvain') checkStart(matrix, { name: init.name })
  return {
    data: matrix,
    temporaries: [...temporaries, ...init.temporaries],
    ...runOf(checked),
    first: problem.first,
    *loop(expressions: Expressions): Loop {
      yield* startSymmetric(expressions, init, rank, seed, matrix)
      const { arena, kernels } = expressions
      expressions.define('H', arena.allocate(rank, matrix.rows))
      mirror(expressions)
      if (init.name !== 'given') {
        scaleSymmetric(expressions)
        mirror(expressions)
      }
      if (problem.blocks.some(({ factor }) => factor === 'S')) {
        const S = arena.allocate(rank, rank)
        kernels.randomFill(S.id, 'uniform', 0, 1, seed, MIDDLE_STREAM)
        expressions.define('S', S)
        symmetrise(expressions, 'S')
      }
      return yield* descendSymmetric(expressions, problem, solver, stoppingRules(checked))
    },
    finish: (session, run) => finish(session, reportOf(session, run, seed)),
  }
}
