import type { DataLike } from '../../matrix/index.js'
import { descend } from '../../problem/descent.js'
import type { Expressions } from '../../problem/expressions.js'
import { projectAll } from '../../problem/update.js'
import { auto } from '../../solvers/auto.js'
import { factorPlan } from '../shared/factors/plan.js'
import { scaleIntoBall } from '../shared/factors/start.js'
import { type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type SparseNMFFit, sparseNMFFit } from './fit.js'
import { checkSparseNMFOptions, type SparseNMFOptions, type SparseNMFSyncOptions } from './options.js'
import { boundedFactor, hasSet, sparseNMFProblem } from './problem.js'

/** Iterations without the sets, before a start is brought into them; more of them gained nothing in trials. */
const PLAIN_ITERATIONS = 30

/**
 * Sparse nonnegative matrix factorization: X ≈ W H with few entries in W, in H, or in both.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W >= 0 (m x rank) and H >= 0 (rank x n), and for each factor F that `sparsity` names
 * - `l1`: plus `l1 · Σ F_ij`;
 * - `l1Squared`: plus `½ l1Squared · Σ_j (Σ_i F_ij)²`, so that the entries of a column (row) compete;
 * - `hoyer`: with Hoyer's sparsity of its vectors, or their mean, at least at a level that does not depend on the data's unit;
 * - `entries`: with at most so many entries in each of its vectors.
 *
 * Beside a penalty on one factor alone the columns of the other one, W (rows of H), have a length of at most one, or the
 * penalty would be met by moving the scale. The sets of `hoyer` and `entries` are not convex: a step that raises the loss is
 * taken back, so that the loss never rises there either, but where it comes to rest depends on the start, and with levels
 * for the mean a rest need not be a stationary point. Which entries are zero is decided early, so a start by name first gets
 * 30 iterations without the sets. Cost of an iteration: O(m n rank) for the two products with X,
 * O((m + n) rank²) for every inner step.
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @returns W, H, their sparsity as `hoyer`, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Hoyer (2004), *Non-negative matrix factorization with sparseness constraints*; Kim and Park (2007), *Sparse
 * non-negative matrix factorizations via alternating non-negativity-constrained least squares*, for `l1Squared`; Ohib et al.
 * (2022), *Explicit group sparse projection*, and De Handschutter, thesis (2023), section 6.2, for levels of the mean; De
 * Handschutter, Gillis and Siebert, survey (2021), sections 3.2.2 and 3.2.7.
 *
 * @example
 * const parts = await sparseNMF(faces, { rank: 49, sparsity: { W: { hoyer: 0.8, per: 'group' } }, seed: 1 })
 * parts.hoyer.W   // 0.8
 */
export async function sparseNMF(X: DataLike, options: SparseNMFOptions): Promise<SparseNMFFit> {
  return fit(withInput(X, (input) => plan('sparseNMF', input, options, false)))
}

/** {@link sparseNMF} in one go. */
export function sparseNMFSync(X: DataLike, options: SparseNMFSyncOptions): SparseNMFFit {
  return fitSync(withInput(X, (input) => plan('sparseNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SparseNMFFit> {
  const checked = checkSparseNMFOptions(name, options, input.matrix, sync)
  const { sparsity, init } = checked
  const problem = sparseNMFProblem(sparsity)
  return factorPlan(input, checked, {
    problem,
    solver: solverOf(checked),
    ...(hasSet(sparsity) && init.name !== 'given' && { approach: withoutSets }),
    complete(expressions) {
      scaleIntoBall(expressions, boundedFactor(sparsity))
      projectAll(expressions, problem)
    },
    finish: (session, report) => sparseNMFFit(session, report, sparsity),
  })
}

/** The zeros that a poor start gets from its set would hardly move: it is brought near to the data first. */
function* withoutSets(expressions: Expressions): Generator<undefined, void, void> {
  const problem = sparseNMFProblem({ W: undefined, H: undefined })
  const rules = {
    maxIterations: PLAIN_ITERATIONS,
    tolerance: 0,
    maxMilliseconds: Number.POSITIVE_INFINITY,
    startedAt: 0,
  }
  const steps = descend(expressions, problem, auto(), rules)
  while (steps.next().done !== true) yield
}
