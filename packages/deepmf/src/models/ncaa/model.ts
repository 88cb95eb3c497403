import type { DataLike } from '../../matrix/index.js'
import { descend } from '../../problem/descent.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import { Stages } from '../../problem/stages.js'
import { extremeColumns } from '../../select/columns.js'
import { anyInput, type Input, withInput } from '../shared/input/data.js'
import { checkSolver } from '../shared/input/rejections.js'
import { runOf, solverOf, stoppingRules } from '../shared/input/run-options.js'
import { startAtPoints } from '../shared/mixtures/archetype-start.js'
import { coefficientSet } from '../shared/mixtures/coefficients.js'
import { mixtureFit } from '../shared/mixtures/fit.js'
import { definePoints, pointsName } from '../shared/mixtures/points.js'
import { supportTemporaries } from '../shared/mixtures/support.js'
import { reportOf } from '../shared/run/report.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import type { NCAAFit } from './fit.js'
import { checkNCAAOptions, type NCAAOptions, type NCAASyncOptions } from './options.js'
import { ncaaProblem } from './problem.js'
import { tuneEach, tuneTogether } from './tuning.js'

/**
 * Near-convex archetypal analysis: X ≈ Y A H, archetypes W = Y A that may be a little outside of the hull of the points Y.
 *
 * Objective: minimise `½ ‖X - Y A H‖²` over A (d x rank) with columns that sum to one and entries A_lk >= -ε_k, and H >= 0
 * (rank x n) with columns that sum to at most one. The points Y (m x d) are chosen from the samples by `support`, or given.
 * Each ε_k says how far an archetype may be outside; with 0 it is in the hull. It is tuned: first one ε for all, twice as
 * large for as long as the loss falls, then by bisection; then for each archetype on its own as small as the loss allows.
 * While ε changes the loss may rise; with a fixed `epsilon` it never does.
 *
 * Cost: O(m n d) once, O(n d rank) for a sweep, by the product YᵀX (d x n) that never changes, so memory grows by d + rank
 * numbers for each sample; with `support: 'all'` XᵀX, n x n, is in memory. Tuning takes 100 to 500 sweeps.
 *
 * @param X m x n, samples in columns, of any sign; sparse too where the support is `'snpa'` or given
 * @returns W, H, A, the points Y, which samples they are, ε, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`, `ERR_PRECISION`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, and `ERR_NEGATIVE` with
 *   `support: 'hierarchical-clustering'`, all before any work; `ERR_OUT_OF_MEMORY`
 *
 * Reference: De Handschutter, Gillis, Vandaele and Siebert (2019), *Near-convex archetypal analysis*; De Handschutter,
 * thesis (2023), equation 3.2, algorithms 5 to 7.
 *
 * @example
 * const { W, epsilon } = await ncaa(image, { rank: 4, points: 20, support: 'hierarchical-clustering', seed: 1 })
 */
export async function ncaa(X: DataLike, options: NCAAOptions): Promise<NCAAFit> {
  return fit(withInput(X, (input) => plan('ncaa', input, options, false), anyInput))
}

/** {@link ncaa} in one go. */
export function ncaaSync(X: DataLike, options: NCAASyncOptions): NCAAFit {
  return fitSync(withInput(X, (input) => plan('ncaaSync', input, options, true), anyInput))
}

function plan(name: string, { matrix, temporaries }: Input, options: unknown, sync: boolean): Plan<NCAAFit> {
  const checked = checkNCAAOptions(name, options, matrix, sync)
  const { rank, support, coefficients, seed } = checked
  const solver = solverOf(checked)
  const points = pointsName(support)
  const set = coefficientSet(coefficients)
  const problem = (epsilon: readonly number[]) => ncaaProblem(points, epsilon, coefficients)
  const epsilon = [...(checked.epsilon ?? new Array<number>(rank).fill(checked.epsilonMin))]
  checkSolver(solver, problem(epsilon))
  let indices: Uint32Array | undefined
  return {
    data: matrix,
    temporaries: [...temporaries, ...supportTemporaries(support)],
    ...runOf(checked),
    first: problem(epsilon).first,
    *loop(expressions: Expressions): Loop {
      indices = yield* definePoints(expressions, support, checked.points, seed)
      const chosen = yield* extremeColumns(expressions.arena, expressions.named(points), rank)
      yield* startAtPoints(expressions, points, chosen, rank, set)
      const rules = stoppingRules(checked)
      if (checked.epsilon !== undefined) return yield* descend(expressions, problem(epsilon), solver, rules)
      const stages = new Stages(expressions, rules)
      const tuned = { expressions, stages, solver, epsilon, problem }
      const first = yield* tuneTogether(tuned, checked)
      if (checked.tuning === 'fine') yield* tuneEach(tuned, checked, first)
      return stages.ended ?? 'tolerance'
    },
    finish: (session, run) => ({
      ...mixtureFit<'A'>(session, reportOf(session, run, seed), {
        points,
        weights: 'A',
        indices,
        coefficients: set,
        sign: 'any',
      }),
      epsilon: [...epsilon],
    }),
  }
}
