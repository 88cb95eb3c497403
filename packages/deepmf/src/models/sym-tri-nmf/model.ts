import type { DataLike } from '../../matrix/index.js'
import { type Input, withInput } from '../shared/input/data.js'
import { checkSolver } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { symmetricPlan } from '../shared/symmetric/plan.js'
import { checkSymNMFOptions } from '../sym-nmf/options.js'
import { symNMFProblem } from '../sym-nmf/problem.js'
import { type SymTriNMFFit, symTriNMFFit } from './fit.js'
import type { SymTriNMFOptions, SymTriNMFSyncOptions } from './options.js'
import { symTriNMFProblem } from './problem.js'

/**
 * Symmetric nonnegative matrix tri-factorization: X ≈ W S Wᵀ, the communities of a graph in the columns of W and how they
 * go together in S.
 *
 * Objective: minimise `½ ‖X - W S Wᵀ‖²` over W >= 0 (n x rank) and a symmetric S >= 0 (rank x rank), one after the other;
 * the loss never rises. Unlike {@link symNMF} it tells communities whose nodes are joined among themselves (the diagonal of
 * S) from groups that are joined to another one (the rest of S), so it needs no ones on the diagonal of an adjacency
 * matrix. The solution is far from unique; columns of W have length one. `solver` is about W; S takes projected gradient
 * steps.
 *
 * Cost of an iteration: O(n² rank), or O(entries · rank) where X is sparse, for a product with X in each trial step, most
 * often one; O(n rank²) for every inner step.
 *
 * @param X n x n, nonnegative, symmetric; dense or sparse
 * @returns W, S, H = Wᵀ, the strongest community of every node, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_SHAPE`, `ERR_INVALID_MATRIX` where X
 *   is not symmetric, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Zhang and Yeung (2012), *Overlapping community detection via bounded nonnegative matrix tri-factorization*;
 * De Handschutter, thesis (2023), section 6.4.
 *
 * @example
 * const { W, S } = await symTriNMF(adjacency, { rank: 4, seed: 1 })
 */
export async function symTriNMF(X: DataLike, options: SymTriNMFOptions): Promise<SymTriNMFFit> {
  return fit(withInput(X, (input) => plan('symTriNMF', input, options, false)))
}

/** {@link symTriNMF} in one go. */
export function symTriNMFSync(X: DataLike, options: SymTriNMFSyncOptions): SymTriNMFFit {
  return fitSync(withInput(X, (input) => plan('symTriNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SymTriNMFFit> {
  const checked = checkSymNMFOptions(name, options, input.matrix, sync)
  const solver = solverOf(checked)
  // S has products on both of its sides and a solver of its own.
  checkSolver(solver, symNMFProblem())
  return symmetricPlan(input, checked, { problem: symTriNMFProblem(), solver, finish: symTriNMFFit })
}
