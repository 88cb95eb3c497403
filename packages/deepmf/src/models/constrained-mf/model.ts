import type { DataLike } from '../../matrix/index.js'
import { projectAll } from '../../problem/update.js'
import { factorPlan } from '../shared/factors/plan.js'
import { anyInput, type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type ConstrainedMFFit, constrainedFit } from './fit.js'
import { type ConstrainedMFOptions, type ConstrainedMFSyncOptions, checkConstrainedMFOptions } from './options.js'
import { constrainedProblem } from './problem.js'

/**
 * Constrained low-rank approximation: X ≈ W H with a set and penalties of your choice for each factor.
 *
 * Objective: minimise `½ ‖X - W H‖² + penalties(W) + penalties(H)` over W (m x rank) and H (rank x n) in their sets, which
 * may be any that `project` knows. Every penalty is taken up by the quadratic of its block, or by proximal maps; where the
 * sets are convex the loss never rises, and where they are not a step that raises it is taken back. The models with a name
 * are choices of sets and penalties; this one is for the others. Mind the scale: in `W H = (W D)(D⁻¹ H)` a penalty on one
 * factor alone is met by moving its scale to the other one, unless that one has a set that bounds it, such as
 * `l2Ball(1)`.
 * Cost of an iteration: O(m n rank) for the two products with X, O((m + n) rank²) for every inner step.
 *
 * @param X m x n, of any sign, samples in columns; dense or sparse
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_INVALID_OPTION`,
 *   `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work; `ERR_SHAPE` or `ERR_INVALID_ARGUMENT` where a set
 *   or a penalty does not fit the shape of its factor
 *
 * Reference: De Handschutter, Gillis and Siebert, survey (2021), sections 2 and 3.2, for sets and penalties; Beck and
 * Teboulle (2009) for proximal steps.
 *
 * @example
 * const smooth = totalVariation(0.1, { height: 100, width: 100, along: 'rows' })
 * const fit = await constrainedMF(pixels, {
 *   rank: 4, constraints: { W: simplexColumns(), H: nonnegative() }, penalties: { H: smooth },
 * })
 */
export async function constrainedMF(X: DataLike, options: ConstrainedMFOptions): Promise<ConstrainedMFFit> {
  return fit(withInput(X, (input) => plan('constrainedMF', input, options, false), anyInput))
}

/** {@link constrainedMF} in one go. */
export function constrainedMFSync(X: DataLike, options: ConstrainedMFSyncOptions): ConstrainedMFFit {
  return fitSync(withInput(X, (input) => plan('constrainedMFSync', input, options, true), anyInput))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<ConstrainedMFFit> {
  const checked = checkConstrainedMFOptions(name, options, input.matrix, sync)
  const problem = constrainedProblem(checked)
  return factorPlan(input, checked, {
    problem,
    solver: solverOf(checked),
    sign: 'both free',
    complete: (expressions) => projectAll(expressions, problem),
    finish: (session, report) => constrainedFit(session, report, checked),
  })
}
