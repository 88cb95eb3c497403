import { type Target, targetOf, type Weights, weightsOption } from '../../divergence/data.js'
import { descendDivergence } from '../../divergence/descent.js'
import { DIVERGENCE_SOLVER_NAMES, type DivergenceSolver, type DivergenceSolverName } from '../../divergence/solver.js'
import type { DataLike } from '../../matrix/index.js'
import { onBackend, valueOn } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import { checkOptions, nonnegative, oneOf, optional, signal, wholeNumber } from '../../options/index.js'
import type { Arena, Value } from '../../problem/arena.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import { type Data, nonnegativeInput } from '../shared/input.js'
import { initialiserOf, stoppingRules, temporariesOf, watchOf } from '../shared/options.js'
import { checkStart } from '../shared/rejections.js'
import { reportOf } from '../shared/report.js'
import type { Plan } from '../shared/session.js'
import { checkFits } from '../shared/transform.js'
import { type NMFFit, type NMFTransform, nmfFit } from './fit.js'
import type { CheckedNMF } from './options.js'

/** A fit by a divergence: the same options, a loop of its own. */
export function divergencePlan(checked: CheckedNMF, data: Data, temporaries: readonly Matrix[]): Plan<NMFFit> {
  const { rank, seed, loss: beta, weights, floor } = checked
  checkStart(data, checked.init)
  const target = targetOf(data, weights, beta, floor)
  const solver: DivergenceSolver = {
    name: checked.solver as DivergenceSolverName,
    innerSteps: checked.innerSteps ?? 1,
    exponent: checked.exponent,
  }
  const initialiser = initialiserOf(checked.init, seed)
  return {
    data: target.data,
    temporaries: [...temporaries, ...target.temporaries, ...converted(weights), ...temporariesOf(checked.init)],
    backend: checked.backend,
    threads: checked.threads,
    numerics: checked.numerics,
    first: 'left',
    watch: watchOf(checked),
    *loop(expressions: Expressions): Loop {
      const { arena } = expressions
      const start = yield* initialiser.start(arena, valueOn(target.data, arena.backend), rank, 0)
      if (initialiser.name !== 'given' && initialiser.name !== 'random') {
        for (const factor of [start.W, start.H]) raise(arena, factor)
      }
      expressions.define('W', start.W)
      expressions.define('H', start.H)
      const problem = { beta, target, solver, factors: 'both' } as const
      return yield* descendDivergence(expressions, problem, [start.W, start.H], stoppingRules(checked))
    },
    finish: (session, run) => {
      const [W, H] = [session.take('W'), session.take('H')]
      const report = reportOf(session, run, seed)
      return nmfFit(W, H, report, transformOf(W, report, beta, floor, solver))
    },
  }
}

const converted = (weights: Weights | undefined) => (weights?.converted === true ? [weights.matrix] : [])

/** Multiplicative updates leave a zero where it is: where a start has been chosen, entries get a hundredth of its mean. */
function raise(arena: Arena, { id, rows, cols }: Value): void {
  const { kernels } = arena.backend
  const ones = arena.allocate(rows, cols)
  kernels.fill(ones.id, 1)
  kernels.axpby(id, (0.01 * kernels.sum(id)) / (rows * cols), ones.id, 1)
  arena.discard(ones)
}

/** The H of new samples for a fitted W: the fit's divergence, W as it is. */
function transformOf(
  W: Matrix,
  setting: Pick<NMFFit, 'backend' | 'threads' | 'numerics'>,
  beta: number,
  floor: number | undefined,
  solver: DivergenceSolver,
): NMFTransform {
  return (data: DataLike, options, sync) => {
    const { matrix, temporaries } = nonnegativeInput(data, W.precision)
    try {
      checkFits(matrix, W)
      const checked = checkOptions(sync ? 'transformSync' : 'transform', options, {
        maxIterations: optional(wholeNumber(1), 1000),
        tolerance: optional(nonnegative(), 1e-12),
        weights: optional(weightsOption(matrix)),
        solver: optional(oneOf(...DIVERGENCE_SOLVER_NAMES), solver.name),
        ...(sync ? {} : { signal: optional(signal()) }),
      })
      const target = targetOf(matrix, checked.weights, beta, floor)
      return {
        data: target.data,
        temporaries: [...temporaries, ...target.temporaries, ...converted(checked.weights)],
        ...setting,
        first: 'left',
        watch: { onProgress: undefined, signal: (checked as { signal?: AbortSignal }).signal, onAbort: 'reject' },
        *loop(expressions: Expressions): Loop {
          const factors = startOf(expressions, W, target)
          const rules = {
            maxIterations: checked.maxIterations,
            tolerance: checked.tolerance,
            maxMilliseconds: Number.POSITIVE_INFINITY,
            startedAt: performance.now(),
          }
          const problem = { beta, target, solver: { ...solver, innerSteps: 10 }, factors: 'H' } as const
          return yield* descendDivergence(expressions, problem, factors, rules)
        },
        finish: (session) => [session.take('H')],
      }
    } catch (error) {
      for (const temporary of temporaries) temporary.dispose()
      throw error
    }
  }
}

/** W, and an H of equal entries, none of them zero. */
function startOf(expressions: Expressions, W: Matrix, target: Target): [Value, Value] {
  const { arena, kernels } = expressions
  const fitted = { id: onBackend(W, arena.backend), rows: W.rows, cols: W.cols }
  const H = arena.allocate(W.cols, target.data.cols)
  const sum = kernels.sum(fitted.id)
  kernels.fill(H.id, sum > 0 ? ((target.mean ?? 1) * W.rows || 1) / sum : 1)
  expressions.define('W', fitted)
  expressions.define('H', H)
  return [fitted, H]
}
