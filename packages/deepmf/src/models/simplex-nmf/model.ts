import { simplexColumns } from '../../constraints/simplex.js'
import type { DataLike } from '../../matrix/index.js'
import { projectOnto } from '../../problem/update.js'
import { closedFormWhereFree } from '../../solvers/where-free.js'
import { factorPlan } from '../shared/factors/plan.js'
import { anyInput, type Input, nonnegativeInput, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type SimplexNMFFit, simplexNMFFit } from './fit.js'
import { checkSimplexNMFOptions, type SimplexNMFOptions, type SimplexNMFSyncOptions } from './options.js'
import { simplexNMFProblem } from './problem.js'

/**
 * Simplex-structured matrix factorization: X ≈ W H where every sample is a convex combination of the columns of W.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W (m x rank; nonnegative, or of any sign with `basis: 'free'`) and H >= 0
 * (rank x n) whose columns sum to one. The columns of W are vertices and H holds proportions, as of materials in a pixel.
 * A free W is found in closed form. The loss never rises. Where the samples are not near all vertices the solution is not
 * unique: {@link minVolNMF} takes the tightest. Cost of an iteration: O(m n rank) for the two products with X,
 * O((m + n) rank²) for every inner step.
 *
 * @param X m x n, samples in columns, dense or sparse; nonnegative where the basis is
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: De Handschutter, thesis (2023), equation 1.4; Abdolali and Gillis (2021), *Simplex-structured matrix
 * factorization*.
 *
 * @example
 * const { W, H } = await simplexNMF(pixels, { rank: 4 })
 */
export async function simplexNMF(X: DataLike, options: SimplexNMFOptions): Promise<SimplexNMFFit> {
  return fit(withInput(X, (input) => plan('simplexNMF', input, options, false), inputOf(options)))
}

/** {@link simplexNMF} in one go. */
export function simplexNMFSync(X: DataLike, options: SimplexNMFSyncOptions): SimplexNMFFit {
  return fitSync(withInput(X, (input) => plan('simplexNMFSync', input, options, true), inputOf(options)))
}

/** How data is read with these options, which are not checked yet and may be anything. */
const inputOf = (options: unknown) =>
  (options as { basis?: unknown } | null | undefined)?.basis === 'free' ? anyInput : nonnegativeInput

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SimplexNMFFit> {
  const checked = checkSimplexNMFOptions(name, options, input.matrix, sync)
  const { basis } = checked
  return factorPlan(input, checked, {
    problem: simplexNMFProblem(basis),
    solver: closedFormWhereFree(solverOf(checked)),
    sign: basis,
    normalisation: 'H-columns',
    complete: (expressions) => projectOnto(expressions, 'H', simplexColumns()),
    finish: (session, report) => simplexNMFFit(session, report, basis),
  })
}
