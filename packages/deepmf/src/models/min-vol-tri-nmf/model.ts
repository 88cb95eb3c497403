import type { DataLike } from '../../matrix/index.js'
import { volumeWeightOf } from '../shared/factors/volume-weight.js'
import { type Input, withInput } from '../shared/input/data.js'
import { checkStart } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { startTri } from '../shared/tri/start.js'
import { type MinVolTriNMFFit, minVolTriNMFFit } from './fit.js'
import { checkMinVolTriNMFOptions, type MinVolTriNMFOptions, type MinVolTriNMFSyncOptions } from './options.js'
import { minVolTriNMFProblem } from './problem.js'

/**
 * Minimum-volume nonnegative matrix tri-factorization: X ≈ W S H with a middle factor of small volume.
 *
 * Objective: minimise `½ ‖X - W S H‖² + λ/2 · log det(SᵀS + δ I)` over nonnegative W (m x r1), S (r1 x r2) and H (r2 x n),
 * where the columns of W and of H sum to one, or the rows and columns of a square S do. Of the many tri-factorizations it
 * takes one whose S is small. The logarithm is replaced by its tangent in each update of S, so the loss never rises; it
 * may be below zero. λ follows from `volumeRatio` as in {@link minVolNMF}, or is `volumeWeight`. What the thesis proposes
 * is the smallest volume for an error that may not grow beyond a bound; this is that problem with a penalty.
 *
 * Cost of an iteration: that of {@link triNMF}, and O(r2³).
 *
 * @param X m x n, nonnegative; dense or sparse
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work; `ERR_NOT_POSITIVE_DEFINITE` where δ
 *   vanishes beside a Gram matrix of S that is singular: choose it in the unit of the data
 *
 * Reference: De Handschutter, thesis (2023), section 8.2.1, equation 8.1.
 *
 * @example
 * const { S, volumeWeight } = await minVolTriNMF(ratings, { ranks: [4, 4], normalisation: 'doubly-stochastic' })
 */
export async function minVolTriNMF(X: DataLike, options: MinVolTriNMFOptions): Promise<MinVolTriNMFFit> {
  return fit(withInput(X, (input) => plan('minVolTriNMF', input, options, false)))
}

/** {@link minVolTriNMF} in one go. */
export function minVolTriNMFSync(X: DataLike, options: MinVolTriNMFSyncOptions): MinVolTriNMFFit {
  return fitSync(withInput(X, (input) => plan('minVolTriNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<MinVolTriNMFFit> {
  const checked = checkMinVolTriNMFOptions(name, options, input.matrix, sync)
  const { ranks, init, normalisation, delta, seed } = checked
  const unweighted = minVolTriNMFProblem(normalisation, 0, delta)
  checkStart(input.matrix, init)
  let weight = 0
  return singlePlan(input, checked, {
    problem: unweighted,
    solver: solverOf(checked),
    temporaries: init.temporaries,
    start: (expressions) => startTri(expressions, init, ranks, normalisation, seed),
    problemFrom(expressions) {
      weight = volumeWeightOf(expressions, checked, 'S', unweighted)
      return minVolTriNMFProblem(normalisation, weight, delta)
    },
    finish: (session, report) => minVolTriNMFFit(session, report, normalisation, weight),
  })
}
