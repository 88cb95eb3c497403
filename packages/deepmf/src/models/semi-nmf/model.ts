import type { DataLike } from '../../matrix/index.js'
import { closedFormWhereFree } from '../../solvers/where-free.js'
import { factorPlan } from '../shared/factors/plan.js'
import { anyInput, type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type SemiNMFFit, semiNMFFit } from './fit.js'
import { checkSemiNMFOptions, type SemiNMFOptions, type SemiNMFSyncOptions } from './options.js'
import { semiNMFProblem } from './problem.js'

/**
 * Semi-nonnegative matrix factorization: X ≈ W H for data of any sign.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W (m x rank, of any sign) and H >= 0 (rank x n). W is found in closed form, H by
 * the solver; the loss never rises. With one positive entry in each column of H it is k-means, and W holds the centroids.
 * Cost of an iteration: O(m n rank) for the two products with X, O((m + n) rank²) for the rest.
 *
 * @param X m x n, of any sign, samples in columns; dense or sparse
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_INVALID_OPTION`,
 *   `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Ding, Li and Jordan (2010), *Convex and semi-nonnegative matrix factorizations*; De Handschutter, Gillis and
 * Siebert, survey (2021), section 3.1.
 *
 * @example
 * const { W, H } = await semiNMF(centred, { rank: 5, seed: 1 })
 */
export async function semiNMF(X: DataLike, options: SemiNMFOptions): Promise<SemiNMFFit> {
  return fit(withInput(X, (input) => plan('semiNMF', input, options, false), anyInput))
}

/** {@link semiNMF} in one go. */
export function semiNMFSync(X: DataLike, options: SemiNMFSyncOptions): SemiNMFFit {
  return fitSync(withInput(X, (input) => plan('semiNMFSync', input, options, true), anyInput))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SemiNMFFit> {
  const checked = checkSemiNMFOptions(name, options, input.matrix, sync)
  return factorPlan(input, checked, {
    problem: semiNMFProblem(),
    solver: closedFormWhereFree(solverOf(checked)),
    sign: 'free',
    finish: semiNMFFit,
  })
}
