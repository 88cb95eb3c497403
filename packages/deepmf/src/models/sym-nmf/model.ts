import type { DataLike } from '../../matrix/index.js'
import { type Input, withInput } from '../shared/input/data.js'
import { checkSolver } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { symmetricPlan } from '../shared/symmetric/plan.js'
import { type SymNMFFit, symNMFFit } from './fit.js'
import { checkSymNMFOptions, type SymNMFOptions, type SymNMFSyncOptions } from './options.js'
import { symNMFProblem } from './problem.js'

/**
 * Symmetric nonnegative matrix factorization: X ≈ W Wᵀ for similarities or the adjacency matrix of a graph, whose
 * communities the columns of W are. They may overlap: see `overlappingCommunities`.
 *
 * Objective: minimise `½ ‖X - W Wᵀ‖²` over W >= 0 (n x rank), itself and not a relaxation; the loss never rises. Each step
 * minimises a quadratic over W by the solver, and is shortened where it would go too far.
 *
 * The diagonal of an adjacency matrix is zero and that of W Wᵀ is not: add a one for each node (or more), or take
 * `D^-1/2 A D^-1/2` with the degrees D, with which the communities are those of the normalised cut.
 *
 * Cost of an iteration: O(n² rank), or O(entries · rank) where X is sparse, for a product with X in each trial step, most
 * often one; O(n rank²) for every inner step.
 *
 * @param X n x n, nonnegative, symmetric; dense or sparse
 * @returns W, H = Wᵀ, the strongest community of every node, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_SHAPE`, `ERR_INVALID_MATRIX` where X
 *   is not symmetric, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Kuang, Yun and Park (2015), *SymNMF: nonnegative low-rank approximation of a similarity matrix for graph
 * clustering*; De Handschutter, thesis (2023), section 6.4.1, whose equation 6.9 ties W to Hᵀ by a penalty instead.
 *
 * @example
 * const { labels, W } = await symNMF(adjacency, { rank: 4, seed: 1 })
 * overlappingCommunities(W)   // [[0], [0, 2], ...]
 */
export async function symNMF(X: DataLike, options: SymNMFOptions): Promise<SymNMFFit> {
  return fit(withInput(X, (input) => plan('symNMF', input, options, false)))
}

/** {@link symNMF} in one go. */
export function symNMFSync(X: DataLike, options: SymNMFSyncOptions): SymNMFFit {
  return fitSync(withInput(X, (input) => plan('symNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SymNMFFit> {
  const checked = checkSymNMFOptions(name, options, input.matrix, sync)
  const problem = symNMFProblem()
  const solver = solverOf(checked)
  checkSolver(solver, problem)
  return symmetricPlan(input, checked, { problem, solver, finish: symNMFFit })
}
