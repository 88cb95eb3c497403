import { nonnegative } from '../../constraints/nonnegative.js'
import { targetOf } from '../../divergence/data.js'
import { descendDivergence } from '../../divergence/descent.js'
import { keepKnown } from '../../divergence/known.js'
import type { DivergenceSolver, DivergenceSolverName } from '../../divergence/solver.js'
import { raiseZeros } from '../../init/raise.js'
import { valueOn } from '../../matrix/internals.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import type { Data } from '../shared/input/data.js'
import { initialiserOf, temporariesOf } from '../shared/input/init-options.js'
import { checkStart } from '../shared/input/rejections.js'
import { runOf, stoppingRules } from '../shared/input/run-options.js'
import { reportOf } from '../shared/run/report.js'
import type { Plan } from '../shared/run/session.js'
import { type NMFFit, nmfFit } from './fit.js'
import type { CheckedNMF } from './options.js'
import { converted } from './transform.js'

/** A fit by a divergence: the same options, a loop of its own. */
export function divergencePlan(checked: CheckedNMF, data: Data, temporaries: readonly Data[]): Plan<NMFFit> {
  const { rank, seed, loss: beta, weights, floor, missing } = checked
  checkStart(data, checked.init)
  const target = targetOf(data, weights, beta, floor, missing)
  const solver: DivergenceSolver = {
    name: checked.solver as DivergenceSolverName,
    innerSteps: checked.innerSteps ?? 1,
    exponent: checked.exponent,
  }
  const initialiser = initialiserOf(checked.init, seed)
  return {
    data: target.data,
    temporaries: [...temporaries, ...target.temporaries, ...converted(weights), ...temporariesOf(checked.init)],
    ...runOf(checked),
    first: 'left',
    *loop(expressions: Expressions): Loop {
      const { arena } = expressions
      const start = yield* initialiser.start(arena, valueOn(target.data, arena.backend), rank, 0)
      if (initialiser.name !== 'given' && initialiser.name !== 'random') {
        for (const factor of [start.W, start.H]) raiseZeros(arena, factor)
      }
      keepKnown(arena, target, start)
      expressions.define('W', start.W)
      expressions.define('H', start.H)
      const problem = { beta, target, solver, factors: 'both', l1: checked.l1 } as const
      return yield* descendDivergence(expressions, problem, ['W', 'H'], stoppingRules(checked))
    },
    finish: (session, run) => {
      const [W, H] = [session.take('W'), session.take('H')]
      const frozen = { beta, floor, solver, missing, l1: checked.l1.H, constraint: nonnegative(), regularisers: [] }
      return nmfFit(W, H, reportOf(session, run, seed), frozen)
    },
  }
}
