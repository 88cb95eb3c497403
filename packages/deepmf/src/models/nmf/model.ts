import type { DataLike } from '../../matrix/index.js'
import type { SolverName } from '../../problem/solver.js'
import { factorPlan } from '../shared/factors/plan.js'
import { scaleIntoBall } from '../shared/factors/start.js'
import { type Input, withInput } from '../shared/input/data.js'
import { missingInput } from '../shared/input/missing.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { divergencePlan } from './divergence.js'
import { frobeniusFit, type NMFFit } from './fit.js'
import { checkNMFOptions, isDivergence, type NMFOptions, type NMFSyncOptions } from './options.js'
import { boundedFactor, nmfProblem } from './problem.js'

/**
 * Nonnegative matrix factorization: X ≈ W H.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W >= 0 (m x rank) and H >= 0 (rank x n), by block
 * coordinate descent; the loss never rises. Cost of an iteration: O(m n rank) for the two products
 * with X, and O((m + n) rank²) for every inner step.
 *
 * `l1` and `l2` add `l1_F Σ F_ij + ½ l2_F ‖F‖²` for a factor F. A penalty on one factor alone would be met for nothing by
 * moving its scale to the other factor, so then columns of W (rows of H) have a length of at most one, unless a
 * `normalisation` fixes the scale.
 *
 * With `loss` the objective is a beta-divergence `Σ d_beta(x_ij | (W H)_ij)` instead, Kullback-Leibler
 * (beta 1) and Itakura-Saito (beta 0) among them, and with `weights` every entry counts by its weight,
 * 0 being a missing one. Then an iteration costs O(m n rank) for every gradient: on sparse data with
 * Kullback-Leibler only the stored entries count. The loss never rises (but with `exponent: 'heuristic'`). Dense
 * weights of 1 alone are none: the fit has the bits of the fit without.
 *
 * With `missing: 'nan'` NaN in X is an entry that is not known, as if its weight were 0; with `missing: 'unstored'` what
 * a sparse X does not store is not known, as of ratings. Of a row or column without any known entry nothing can be said:
 * its row of W or column of H is zero. Where a sparse X has only some cells that count, its stored ones or those of
 * sparse weights, an iteration costs O(cells · rank) for every gradient, with every loss; the Newton steps of beta 1 and
 * 2 are then scalar ones, one coordinate after another.
 *
 * @param X m x n, nonnegative, samples in columns; for NaN see `missing`
 * @returns W, H, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Lee, Seung (1999); the solvers: Cichocki, Zdunek, Amari (2007) for HALS, De
 * Handschutter (2023), algorithms 1 and 2, for FPGD; divergences: Févotte, Idier (2011), Hsieh,
 * Dhillon (2011), who take coordinates one by one as Yu, Hsieh, Si, Dhillon (2012) do for missing entries.
 *
 * @example
 * const fit = await nmf([[1, 0, 2], [0, 3, 1]], { rank: 2, seed: 1 })
 * fit.W.toRows()
 */
export async function nmf(X: DataLike, options: NMFOptions): Promise<NMFFit> {
  return fit(withInput(X, (input) => plan('nmf', input, options, false), missingInput(options)))
}

/**
 * {@link nmf} in one go, for scripts and workers: it holds the event loop until it ends. Where
 * the backend cannot be loaded at once (in a browser, say), `await loadBackend()` first.
 */
export function nmfSync(X: DataLike, options: NMFSyncOptions): NMFFit {
  return fitSync(withInput(X, (input) => plan('nmfSync', input, options, true), missingInput(options)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<NMFFit> {
  const checked = checkNMFOptions(name, options, input, sync)
  if (isDivergence(checked)) return divergencePlan(checked, input.matrix, input.temporaries)
  return factorPlan(input, checked, {
    problem: nmfProblem(checked),
    solver: solverOf({ ...checked, solver: checked.solver as SolverName }),
    normalisation: checked.normalisation,
    complete: (expressions) => scaleIntoBall(expressions, boundedFactor(checked)),
    finish: (session, report) => frobeniusFit(session.take('W'), session.take('H'), report, checked),
  })
}
