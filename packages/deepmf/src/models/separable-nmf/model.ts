import type { DataLike } from '../../matrix/index.js'
import { projectOnto } from '../../problem/update.js'
import { columnsOf, extremeColumns, independentColumns } from '../../select/columns.js'
import { type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { coefficientSet } from '../shared/mixtures/coefficients.js'
import { X } from '../shared/names.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { type SeparableNMFFit, separableNMFFit } from './fit.js'
import { checkSeparableNMFOptions, type SeparableNMFOptions, type SeparableNMFSyncOptions } from './options.js'
import { separableProblem } from './problem.js'

/**
 * Separable nonnegative matrix factorization: X ≈ W H where the columns of W are columns of X, such as pure pixels.
 *
 * Objective: W = X(:, indices) by the successive (nonnegative) projection algorithm, then minimise `½ ‖X - W H‖²` over H,
 * nonnegative with columns that sum to at most one, or as `coefficients` says. Where X = W [I, H'] up to the order of
 * columns, W is found, and noise moves it by no more than a multiple of itself; no other model here has such a guarantee.
 * The history is that of H.
 *
 * Cost: O(m n) for each column with SPA, O(m n + n rank²) with SNPA; O(m n rank) once and O(n rank²) for each step of H.
 *
 * @param X m x n, nonnegative, samples in columns; sparse too with SNPA
 * @returns W, H, the indices of the columns, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Araújo et al. (2001), Gillis and Vavasis (2014) for SPA; Gillis (2014), De Handschutter, thesis (2023),
 * algorithm 3, for SNPA. {@link spa} and {@link snpa} give the columns without a fit.
 *
 * @example
 * const { indices, W, H } = await separableNMF(image, { rank: 4 })
 */
export async function separableNMF(X: DataLike, options: SeparableNMFOptions): Promise<SeparableNMFFit> {
  return fit(withInput(X, (input) => plan('separableNMF', input, options, false)))
}

/** {@link separableNMF} in one go. */
export function separableNMFSync(X: DataLike, options: SeparableNMFSyncOptions): SeparableNMFFit {
  return fitSync(withInput(X, (input) => plan('separableNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<SeparableNMFFit> {
  const checked = checkSeparableNMFOptions(name, options, input.matrix, sync)
  const { rank, selection, coefficients } = checked
  let indices: Uint32Array = Uint32Array.of()
  return singlePlan(input, checked, {
    problem: separableProblem(coefficients),
    solver: solverOf(checked),
    *start(expressions) {
      const { arena } = expressions
      const data = expressions.named(X)
      indices = yield* (selection === 'spa' ? independentColumns : extremeColumns)(arena, data, rank)
      expressions.define('W', columnsOf(arena, data, indices))
      expressions.define('H', arena.allocate(indices.length, data.cols))
      projectOnto(expressions, 'H', coefficientSet(coefficients))
    },
    finish: (session, report) => separableNMFFit(session, report, indices, coefficients),
  })
}
