import type { DataLike } from '../../matrix/index.js'
import { projectOnto } from '../../problem/update.js'
import { factorPlan } from '../shared/factors/plan.js'
import { scaleIntoBall } from '../shared/factors/start.js'
import { type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type ApproximatelyOrthogonalNMFFit, approximatelyOrthogonalNMFFit } from './fit.js'
import {
  type ApproximatelyOrthogonalNMFOptions,
  type ApproximatelyOrthogonalNMFSyncOptions,
  checkApproximatelyOrthogonalNMFOptions,
} from './options.js'
import { approximatelyOrthogonalNMFProblem, unitSet } from './problem.js'

/**
 * Approximately orthogonal nonnegative matrix factorization: X ≈ W H whose rows of H overlap little, a soft clustering.
 *
 * Objective: minimise `½ ‖X - W H‖² + λ Σ_{k < l} ⟨H_k, H_l⟩` over W >= 0 (m x rank) with columns of length one
 * and rows H_k >= 0, λ being `orthogonalityWeight`. Between `nmf` at λ = 0 and `orthogonalNMF`: the larger λ, the fewer
 * samples belong to more than one column of W. With `orthogonal: 'W'` the same of the columns of W, with rows of H of length one.
 * The penalty is not convex, but every coordinate of H alone has a convex problem; the loss never rises.
 *
 * Cost of an iteration: O(m n rank) for the two products with X, O((m + n) rank²) for every inner step.
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @returns W, H, the strongest column of W for every sample, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Li, Zhou and Cichocki (2015), *Two efficient algorithms for approximately orthogonal nonnegative matrix
 * factorization*; De Handschutter, Gillis and Siebert, survey (2021), section 3.2.1.
 *
 * @example
 * const { H } = await approximatelyOrthogonalNMF(documents, { rank: 4, orthogonalityWeight: 0.2, seed: 1 })
 */
export async function approximatelyOrthogonalNMF(
  X: DataLike,
  options: ApproximatelyOrthogonalNMFOptions,
): Promise<ApproximatelyOrthogonalNMFFit> {
  return fit(withInput(X, (input) => plan('approximatelyOrthogonalNMF', input, options, false)))
}

/** {@link approximatelyOrthogonalNMF} in one go. */
export function approximatelyOrthogonalNMFSync(
  X: DataLike,
  options: ApproximatelyOrthogonalNMFSyncOptions,
): ApproximatelyOrthogonalNMFFit {
  return fitSync(withInput(X, (input) => plan('approximatelyOrthogonalNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<ApproximatelyOrthogonalNMFFit> {
  const checked = checkApproximatelyOrthogonalNMFOptions(name, options, input.matrix, sync)
  const { orthogonal } = checked
  return factorPlan(input, checked, {
    problem: approximatelyOrthogonalNMFProblem(checked),
    solver: solverOf(checked),
    complete(expressions) {
      const other = orthogonal === 'H' ? 'W' : 'H'
      scaleIntoBall(expressions, other, true)
      // A vector of zeros has no length to scale.
      projectOnto(expressions, other, unitSet(orthogonal))
    },
    finish: (session, report) => approximatelyOrthogonalNMFFit(session, report, checked),
  })
}
