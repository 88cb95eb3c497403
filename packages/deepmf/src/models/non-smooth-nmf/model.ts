import { targetOf } from '../../divergence/data.js'
import { descendDivergence } from '../../divergence/descent.js'
import type { DivergenceSolver, DivergenceSolverName } from '../../divergence/solver.js'
import { raiseZeros } from '../../init/raise.js'
import type { DataLike } from '../../matrix/index.js'
import type { Expressions } from '../../problem/expressions.js'
import type { SolverName } from '../../problem/solver.js'
import { startFactors } from '../shared/factors/start.js'
import { type Input, withInput } from '../shared/input/data.js'
import { initialiserOf, temporariesOf } from '../shared/input/init-options.js'
import { checkStart } from '../shared/input/rejections.js'
import { runOf, solverOf, stoppingRules } from '../shared/input/run-options.js'
import { reportOf } from '../shared/run/report.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { divergenceFit, type NonSmoothNMFFit, smoothedFit } from './fit.js'
import {
  type CheckedNonSmoothNMF,
  checkNonSmoothNMFOptions,
  type NonSmoothNMFOptions,
  type NonSmoothNMFSyncOptions,
} from './options.js'
import { defineSmoothing, nonSmoothNMFProblem } from './problem.js'

/**
 * Non-smooth nonnegative matrix factorization: X ≈ W S H with a smoothing matrix in between, so that W and H are sparse.
 *
 * Objective: minimise `½ ‖X - W S H‖²`, or the Kullback-Leibler divergence `D(X | W S H)`, over W >= 0 (m x rank) and H >= 0
 * (rank x n), for the constant `S = (1 - θ) I + θ / rank · 1 1ᵀ`. Whatever sharpness S takes away W and H have to bring:
 * the larger θ (`smoothing`), the sparser both are, and the larger the error. With θ = 0 it is {@link nmf}. The loss never
 * rises. Cost of an iteration: O(m n rank) for the two products with X (Kullback-Leibler: for every gradient),
 * O((m + n) rank²) for the rest.
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Pascual-Montano, Carazo, Kochi, Lehmann and Pascual-Marqui (2006), *Nonsmooth nonnegative matrix
 * factorization (nsNMF)*; De Handschutter, Gillis and Siebert, survey (2021), section 3.2.3.
 *
 * @example
 * const { W, S, H } = await nonSmoothNMF(faces, { rank: 49, smoothing: 0.7, seed: 1 })
 */
export async function nonSmoothNMF(X: DataLike, options: NonSmoothNMFOptions): Promise<NonSmoothNMFFit> {
  return fit(withInput(X, (input) => plan('nonSmoothNMF', input, options, false)))
}

/** {@link nonSmoothNMF} in one go. */
export function nonSmoothNMFSync(X: DataLike, options: NonSmoothNMFSyncOptions): NonSmoothNMFFit {
  return fitSync(withInput(X, (input) => plan('nonSmoothNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<NonSmoothNMFFit> {
  const checked = checkNonSmoothNMFOptions(name, options, input.matrix, sync)
  checkStart(input.matrix, checked.init)
  if (checked.loss !== 2) return divergencePlan(checked, input)
  const { normalisation } = checked
  return singlePlan(input, checked, {
    problem: nonSmoothNMFProblem(normalisation),
    solver: solverOf({ ...checked, solver: checked.solver as SolverName }),
    temporaries: temporariesOf(checked.init),
    start: (expressions) => start(expressions, checked),
    finish: (session, report) => smoothedFit(session, report, normalisation),
  })
}

/** A fit by a divergence: the same options, a loop of its own. */
function divergencePlan(checked: CheckedNonSmoothNMF, { matrix, temporaries }: Input): Plan<NonSmoothNMFFit> {
  const { seed, loss: beta, init } = checked
  const target = targetOf(matrix, undefined, beta, undefined, 'refuse')
  const name = checked.solver as DivergenceSolverName
  const solver: DivergenceSolver = { name, innerSteps: checked.innerSteps ?? 1, exponent: 'monotone' }
  return {
    data: target.data,
    temporaries: [...temporaries, ...target.temporaries, ...temporariesOf(init)],
    ...runOf(checked),
    first: 'left',
    *loop(expressions) {
      yield* start(expressions, checked)
      const [W, middle, H] = [expressions.named('W'), expressions.named('S'), expressions.named('H')]
      if (init.name !== 'given' && init.name !== 'random') {
        for (const factor of [W, H]) raiseZeros(expressions.arena, factor)
      }
      const problem = { beta, target, solver, factors: 'both', middle } as const
      return yield* descendDivergence(expressions, problem, ['W', 'H'], stoppingRules(checked))
    },
    finish: (session, run) => divergenceFit(session, reportOf(session, run, seed), beta, solver),
  }
}

function* start(expressions: Expressions, checked: CheckedNonSmoothNMF): Generator<undefined, void, void> {
  const { rank, seed, init, normalisation, smoothing } = checked
  yield* startFactors(expressions, initialiserOf(init, seed), rank, normalisation)
  defineSmoothing(expressions, rank, smoothing)
}
