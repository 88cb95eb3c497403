import type { DataLike } from '../../matrix/index.js'
import type { Expressions } from '../../problem/expressions.js'
import { projectOnto, update } from '../../problem/update.js'
import { assignment } from '../../solvers/assignment.js'
import { orthogonalMu } from '../../solvers/orthogonal-mu.js'
import { startFactors } from '../shared/factors/start.js'
import { type Input, withInput } from '../shared/input/data.js'
import { type CheckedInit, initialiserOf, temporariesOf } from '../shared/input/init-options.js'
import { checkSolverName, checkStart } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { closedForm } from './closed-form.js'
import { type OrthogonalNMFFit, orthogonalNMFFit } from './fit.js'
import {
  checkOrthogonalNMFOptions,
  grouped,
  type OrthogonalNMFOptions,
  type OrthogonalNMFSyncOptions,
} from './options.js'
import { orthogonalNMFProblem, orthogonalSet } from './problem.js'

const START: CheckedInit = { name: 'random', layers: [] }

/**
 * Orthogonal nonnegative matrix factorization: X ≈ W H where every sample belongs to one column of W, a hard clustering.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W >= 0 (m x rank) and H >= 0 (rank x n) with `H Hᵀ = I`. Nonnegative rows are
 * orthogonal where no two of them have an entry at the same place, so every column of H has one positive entry. It is
 * k-means of directions in which long samples count more. With `orthogonal: 'W'` it is `WᵀW = I`, and features are grouped.
 *
 * Samples are assigned to the column of W with the largest cosine, then `W = X Hᵀ`: both steps are exact, and the loss never
 * rises. The assignments depend on the start: try several (`bestOf`). A cluster without samples gets the one that is
 * explained worst; where there are fewer different directions than clusters, rows of H are zero. Where the rank leaves two
 * samples at most to be put together and no start is asked for, the best factors of all are found in closed form. With
 * `solver: 'mu'` the updates are multiplicative, H is only nearly orthogonal, and the loss may rise.
 *
 * Cost of an iteration: O(m n rank) for the two products with X, O(n rank) for the assignment; the closed form O(m n²).
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @returns W, H, the cluster of every sample, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Pompili, Gillis, Absil and Glineur (2014), *Two algorithms for orthogonal nonnegative matrix factorization with
 * application to clustering*; Ding, Li, Peng and Park (2006), *Orthogonal nonnegative matrix tri-factorizations for
 * clustering*, for the multiplicative updates; De Handschutter, thesis (2023), equations 2.3 and 6.4, section 6.1.2.1.
 *
 * @example
 * const { labels, W } = await orthogonalNMF(documents, { rank: 4, seed: 1 })
 */
export async function orthogonalNMF(X: DataLike, options: OrthogonalNMFOptions): Promise<OrthogonalNMFFit> {
  return fit(withInput(X, (input) => plan('orthogonalNMF', input, options, false)))
}

/** {@link orthogonalNMF} in one go. */
export function orthogonalNMFSync(X: DataLike, options: OrthogonalNMFSyncOptions): OrthogonalNMFFit {
  return fitSync(withInput(X, (input) => plan('orthogonalNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<OrthogonalNMFFit> {
  const checked = checkOrthogonalNMFOptions(name, options, input.matrix, sync)
  const { rank, orthogonal, seed } = checked
  checkSolverName(checked.solver, ['auto', 'mu'], `${orthogonal} has one entry for each of what it groups`)
  const relaxed = checked.solver === 'mu'
  const solver = relaxed ? orthogonalMu([orthogonal], solverOf(checked), checked.innerSteps as number) : assignment()
  const problem = orthogonalNMFProblem(orthogonal, relaxed)
  const init = checked.init ?? START
  checkStart(input.matrix, init)
  const initialiser = initialiserOf(init, seed)
  const { rows, cols } = input.matrix
  const fewMerges = rank >= grouped(orthogonal, rows, cols) - 1
  return singlePlan(input, checked, {
    problem,
    solver,
    temporaries: temporariesOf(init),
    *start(expressions: Expressions) {
      if (fewMerges && checked.init === undefined && !relaxed) {
        yield* closedForm(expressions, rank, orthogonal)
        return
      }
      yield* startFactors(expressions, initialiser, rank)
      if (relaxed) return
      if (init.name === 'given') projectOnto(expressions, orthogonal, orthogonalSet(orthogonal))
      else for (const block of problem.blocks) update(expressions, block, solver)
    },
    finish: (session, report) => orthogonalNMFFit(session, report, orthogonal),
  })
}
