import { raiseZeros } from '../../init/raise.js'
import type { DataLike } from '../../matrix/index.js'
import { orthogonalMu } from '../../solvers/orthogonal-mu.js'
import { type Input, withInput } from '../shared/input/data.js'
import { checkStart } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { startTri } from '../shared/tri/start.js'
import { type TriNMFFit, triNMFFit } from './fit.js'
import { checkTriNMFOptions, type OrthogonalName, type TriNMFOptions, type TriNMFSyncOptions } from './options.js'
import { triNMFProblem } from './problem.js'

/** Multiplicative updates of each orthogonal factor in an iteration: they are cheap beside the products with the data. */
const STEPS = 4

/**
 * Nonnegative matrix tri-factorization: X ≈ W S H, groups of rows, groups of columns, and how they go together.
 *
 * Objective: minimise `½ ‖X - W S H‖²` over W (m x r1), S (r1 x r2) and H (r2 x n), all nonnegative, one after the other;
 * the loss never rises. The numbers of groups may differ. A solution is far from unique: `normalisation` fixes the scale,
 * `orthogonal` drives columns of W and rows of H towards orthonormality, which makes them clusters of the rows and of the
 * columns at once; its updates promise neither a falling loss nor orthogonality, and start best from `init: 'k-means'`.
 * {@link minVolTriNMF} keeps the volume of S small.
 *
 * Cost of an iteration: O(m n (r1 + r2)) for the two products with X, O(m r1² + n r2² + r1 r2 (r1 + r2)) for an inner step
 * of each.
 *
 * @param X m x n, nonnegative; dense or sparse
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Ding, Li, Peng and Park (2006), *Orthogonal nonnegative matrix tri-factorizations for clustering*; De
 * Handschutter, thesis (2023), section 8.2.1.
 *
 * @example
 * const { W, S, H } = await triNMF(ratings, { ranks: [3, 5], seed: 1 })   // 3 groups of users, 5 groups of items
 */
export async function triNMF(X: DataLike, options: TriNMFOptions): Promise<TriNMFFit> {
  return fit(withInput(X, (input) => plan('triNMF', input, options, false)))
}

/** {@link triNMF} in one go. */
export function triNMFSync(X: DataLike, options: TriNMFSyncOptions): TriNMFFit {
  return fitSync(withInput(X, (input) => plan('triNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<TriNMFFit> {
  const checked = checkTriNMFOptions(name, options, input.matrix, sync)
  const { ranks, init, normalisation, orthogonal, seed } = checked
  const multiplicative = orthogonalFactors(orthogonal)
  checkStart(input.matrix, init)
  return singlePlan(input, checked, {
    problem: triNMFProblem(normalisation),
    solver: multiplicative.length > 0 ? orthogonalMu(multiplicative, solverOf(checked), STEPS) : solverOf(checked),
    temporaries: init.temporaries,
    *start(expressions) {
      yield* startTri(expressions, init, ranks, normalisation, seed)
      if (init.name === 'given' || init.name === 'random') return
      for (const factor of multiplicative) raiseZeros(expressions.arena, expressions.named(factor))
    },
    finish: (session, report) => triNMFFit(session, report, normalisation),
  })
}

const orthogonalFactors = (name: OrthogonalName) => (name === 'both' ? ['W', 'H'] : name === 'none' ? [] : [name])
