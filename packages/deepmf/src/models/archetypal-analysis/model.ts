import type { DataLike } from '../../matrix/index.js'
import { extremeColumns, furthestColumns } from '../../select/columns.js'
import { closedFormWhereFree } from '../../solvers/where-free.js'
import { anyInput, type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { defineArchetypes, startAtPoints } from '../shared/mixtures/archetype-start.js'
import { coefficientSet } from '../shared/mixtures/coefficients.js'
import { mixtureFit } from '../shared/mixtures/fit.js'
import { definePoints, pointsName } from '../shared/mixtures/points.js'
import { supportTemporaries } from '../shared/mixtures/support.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import type { ArchetypalAnalysisFit } from './fit.js'
import {
  type ArchetypalAnalysisOptions,
  type ArchetypalAnalysisSyncOptions,
  checkArchetypalOptions,
} from './options.js'
import { archetypalProblem } from './problem.js'

/**
 * Archetypal analysis: X ≈ X A H, samples as mixtures of archetypes, archetypes W = X A as mixtures of samples.
 *
 * Objective: minimise `½ ‖X - Y A H‖²` over A >= 0 (d x rank) and H >= 0 (rank x n), all columns of both summing to one. The
 * points Y are all the samples, or fewer by `support`. The loss never rises.
 *
 * - `delta`: columns of A sum to within 1 ± delta, for archetypes that are not quite in the hull.
 * - `hullWeight`: minimise `½ ‖X - W H‖² + ½ hullWeight Σ_k D(W_k)²`, D the distance to the hull of the points, over a W of any
 *   sign: the larger the weight, the nearer to plain archetypal analysis. A gives the nearest points of the hull.
 * - `l1`: add `l1 Σ A_ik` for A of nonnegative entries alone, so that archetypes are made of few points. On the simplex that
 *   sum is one whatever the entries, so their sums are left free; the scale is fixed by H.
 *
 * Cost of an iteration: with all samples O(m n rank + n² rank) for every step of A, and XᵀX, n x n, is in memory: 800 MB for
 * 10,000 samples. With d points O(n d rank + d² rank), and Yᵀ X, d x n; SNPA finds the extreme samples, of which archetypes
 * are made anyway, and a hundred of them are plenty.
 *
 * @param X m x n, samples in columns, of any sign; sparse too where the support is `'snpa'` or given
 * @returns W, H, A, the points Y (unless they are X), which samples they are, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`, `ERR_PRECISION`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, and `ERR_NEGATIVE` with
 *   `support: 'hierarchical-clustering'`, all before any work; `ERR_OUT_OF_MEMORY`
 *
 * Reference: Cutler and Breiman (1994), *Archetypal analysis*; Mørup and Hansen (2012) for delta and the start; Javadi and
 * Montanari (2020) for the distance to the hull; De Handschutter, thesis (2023), equation 3.1, sections 3.1 and 8.2.3.
 *
 * @example
 * const { W, A, H } = await archetypalAnalysis(image, { rank: 4, support: 'snpa', points: 40 })
 */
export async function archetypalAnalysis(
  X: DataLike,
  options: ArchetypalAnalysisOptions,
): Promise<ArchetypalAnalysisFit> {
  return fit(withInput(X, (input) => plan('archetypalAnalysis', input, options, false), anyInput))
}

/** {@link archetypalAnalysis} in one go. */
export function archetypalAnalysisSync(X: DataLike, options: ArchetypalAnalysisSyncOptions): ArchetypalAnalysisFit {
  return fitSync(withInput(X, (input) => plan('archetypalAnalysisSync', input, options, true), anyInput))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<ArchetypalAnalysisFit> {
  const checked = checkArchetypalOptions(name, options, input.matrix, sync)
  const { rank, support, init, coefficients, hullWeight, seed } = checked
  const points = pointsName(support)
  const set = coefficientSet(coefficients)
  let indices: Uint32Array | undefined
  return singlePlan(input, checked, {
    problem: archetypalProblem(points, checked),
    solver: closedFormWhereFree(solverOf(checked)),
    temporaries: supportTemporaries(support),
    *start(expressions) {
      indices = yield* definePoints(expressions, support, checked.points, seed)
      const chosen = yield* (init === 'snpa' ? extremeColumns : furthestColumns)(
        expressions.arena,
        expressions.named(points),
        rank,
      )
      yield* startAtPoints(expressions, points, chosen, rank, set)
      if (hullWeight !== undefined) defineArchetypes(expressions, points)
    },
    finish: (session, report) =>
      mixtureFit<'A'>(session, report, { points, weights: 'A', indices, coefficients: set, sign: 'any' }),
  })
}
