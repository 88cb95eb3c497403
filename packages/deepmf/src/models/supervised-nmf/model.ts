import { invalidOption } from '../../errors.js'
import { initialiserByName } from '../../init/by-name.js'
import type { DataLike } from '../../matrix/index.js'
import { isSparseMatrix, valueOn } from '../../matrix/internals.js'
import type { Expressions } from '../../problem/expressions.js'
import { multiply } from '../../problem/products.js'
import { converted } from '../nmf/transform.js'
import { type Input, withInput } from '../shared/input/data.js'
import { checkSolverName, checkStart } from '../shared/input/rejections.js'
import { solverOf } from '../shared/input/run-options.js'
import { X } from '../shared/names.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { type SupervisedNMFFit, supervisedNMFFit } from './fit.js'
import { maskedPlan } from './masked.js'
import { checkSupervisedNMFOptions, type SupervisedNMFOptions, type SupervisedNMFSyncOptions } from './options.js'
import { supervisedNMFProblem } from './problem.js'

/**
 * Supervised and semi-supervised nonnegative matrix factorization: X ≈ A S and labels Y ≈ B S with the same S, topics that
 * tell classes apart.
 *
 * Objective: minimise `½ ‖W ⊙ (X - A S)‖² + λ/2 · ‖L ⊙ (Y - B S)‖²` over A (m x rank), B (classes x rank) and S (rank x n),
 * all nonnegative; Y has a one for the class of each sample (or is given), L is zero where that is unknown, W are
 * `weights`, and λ is `labelWeight`. The loss never rises. `predict` finds S of new samples from their data alone and takes
 * the largest entries of B S.
 *
 * Where all labels are known and entries have no weights the loss is a sum of two squared errors, which the block solvers
 * lower; `layerErrors` and `dataErrors` are those of X and of Y. Else X above Y is one matrix whose entries count by their
 * weights, X has to be dense, the solvers are `'auto'` and `'mu'`, and the errors are as those of `nmf` with weights.
 *
 * Cost of an iteration: O((m + classes) n rank) for the products with X and Y (for every gradient with weights), O((m + n)
 * rank²) for every inner step.
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @returns A, B, S, the classes that the fit gives its samples, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`,
 *   `ERR_PRECISION`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Lee, Yoo and Choi (2010), *Semi-supervised nonnegative matrix factorization*; Will, Zhang, Sadovnik, Gao, Vendrow,
 * Haddock, Molitor and Needell (2023), *Neural nonnegative matrix factorization for hierarchical multilayer topic modeling*.
 *
 * @example
 * const fit = await supervisedNMF(documents, { rank: 10, labels: [0, 2, -1, 1, 0], seed: 1 })
 * await fit.predict(others)   // Int32Array [1, 0, ...]
 */
export async function supervisedNMF(X: DataLike, options: SupervisedNMFOptions): Promise<SupervisedNMFFit> {
  return fit(withInput(X, (input) => plan('supervisedNMF', input, options, false)))
}

/** {@link supervisedNMF} in one go. */
export function supervisedNMFSync(X: DataLike, options: SupervisedNMFSyncOptions): SupervisedNMFFit {
  return fitSync(withInput(X, (input) => plan('supervisedNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SupervisedNMFFit> {
  const checked = checkSupervisedNMFOptions(name, options, input.matrix, sync)
  const { rank, init, labels, weights, labelWeight, seed } = checked
  checkStart(input.matrix, { name: init })
  if (labels.known !== undefined || weights !== undefined) {
    const { matrix } = input
    if (isSparseMatrix(matrix)) {
      throw invalidOption('labels', 'unknown ones or weights', 'known labels and no weights where X is sparse')
    }
    checkSolverName(checked.solver, ['auto', 'mu'], 'entries have weights, or labels are unknown')
    return maskedPlan(checked, matrix, [...input.temporaries, ...labels.temporaries, ...converted(weights)])
  }
  return singlePlan(input, checked, {
    problem: supervisedNMFProblem(labelWeight),
    solver: solverOf(checked),
    temporaries: labels.temporaries,
    *start(expressions) {
      const { arena } = expressions
      expressions.define('Y', valueOn(labels.Y, arena.backend))
      const start = yield* initialiserByName(init, seed).start(arena, expressions.named(X), rank, 0)
      expressions.define('A', start.W)
      expressions.define('S', start.H)
      startLabels(expressions)
    },
    finish: (session, report) => supervisedNMFFit(session, report, labels.classes),
  })
}

/** B ← the best for S. */
function startLabels(expressions: Expressions): void {
  const { arena, kernels } = expressions
  const [Y, S] = [expressions.named('Y'), expressions.named('S')]
  const [B, linear, gram] = [
    arena.allocate(Y.rows, S.rows),
    arena.allocate(Y.rows, S.rows),
    arena.allocate(S.rows, S.rows),
  ]
  multiply(kernels, linear, false, true, Y, S)
  kernels.gram(gram.id, S.id, false, 1, 0)
  kernels.bpp(B.id, linear.id, gram.id, 'right')
  for (const value of [linear, gram]) arena.discard(value)
  expressions.define('B', B)
}
