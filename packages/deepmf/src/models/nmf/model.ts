import type { DataLike } from '../../matrix/index.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import type { SolverName } from '../../solvers/solver.js'
import { layerConstraints } from '../shared/constraints.js'
import { type Input, withInput } from '../shared/input.js'
import { h, w } from '../shared/names.js'
import { initialiserOf, solverOf, stoppingRules, temporariesOf, watchOf } from '../shared/options.js'
import { checkSolver, checkStart } from '../shared/rejections.js'
import { reportOf } from '../shared/report.js'
import { sequence } from '../shared/sequence.js'
import { fit, fitSync, type Plan } from '../shared/session.js'
import { singleLayer } from '../shared/single-layer.js'
import { divergencePlan } from './divergence.js'
import { frobeniusFit, type NMFFit } from './fit.js'
import { checkNMFOptions, isDivergence, type NMFOptions, type NMFSyncOptions } from './options.js'

/**
 * Nonnegative matrix factorization: X ≈ W H.
 *
 * Objective: minimise `½ ‖X - W H‖²` over W >= 0 (m x rank) and H >= 0 (rank x n), by block
 * coordinate descent; the loss never rises. Cost of an iteration: O(m n rank) for the two products
 * with X, and O((m + n) rank²) for every inner step.
 *
 * With `loss` the objective is a beta-divergence `Σ d_beta(x_ij | (W H)_ij)` instead, Kullback-Leibler
 * (beta 1) and Itakura-Saito (beta 0) among them, and with `weights` every entry counts by its weight,
 * 0 being a missing one. Then an iteration costs O(m n rank) for every gradient: on sparse data with
 * Kullback-Leibler only the stored entries count. The loss never rises (but with `exponent: 'heuristic'`).
 *
 * @param X m x n, nonnegative, samples in columns
 * @returns W, H, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Lee, Seung (1999); the solvers: Cichocki, Zdunek, Amari (2007) for HALS, De
 * Handschutter (2023), algorithms 1 and 2, for FPGD; divergences: Févotte, Idier (2011), Hsieh,
 * Dhillon (2011).
 *
 * @example
 * const fit = await nmf([[1, 0, 2], [0, 3, 1]], { rank: 2, seed: 1 })
 * fit.W.toRows()
 */
export async function nmf(X: DataLike, options: NMFOptions): Promise<NMFFit> {
  return fit(withInput(X, (input) => plan('nmf', input, options, false)))
}

/**
 * {@link nmf} in one go, for scripts and workers: it holds the event loop until it ends. Where
 * the backend cannot be loaded at once (in a browser, say), `await loadBackend()` first.
 */
export function nmfSync(X: DataLike, options: NMFSyncOptions): NMFFit {
  return fitSync(withInput(X, (input) => plan('nmfSync', input, options, true)))
}

function plan(name: string, { matrix, temporaries }: Input, options: unknown, sync: boolean): Plan<NMFFit> {
  const checked = checkNMFOptions(name, options, matrix, sync)
  if (isDivergence(checked)) return divergencePlan(checked, matrix, temporaries)
  const { rank, normalisation, seed } = checked
  const solver = solverOf({ ...checked, solver: checked.solver as SolverName })
  checkStart(matrix, checked.init)
  checkSolver(solver, singleLayer(1, 'coefficients', layerConstraints(normalisation)))
  const setup = {
    ranks: [rank],
    decompose: 'coefficients',
    normalisation,
    initialiser: initialiserOf(checked.init, seed),
    solver,
  } as const
  return {
    data: matrix,
    temporaries: [...temporaries, ...temporariesOf(checked.init)],
    backend: checked.backend,
    threads: checked.threads,
    numerics: checked.numerics,
    first: 'left',
    watch: watchOf(checked),
    loop: (expressions: Expressions): Loop => sequence(expressions, { ...setup, rules: stoppingRules(checked) }),
    finish: (session, run) =>
      frobeniusFit(session.take(w(1)), session.take(h(1)), reportOf(session, run, seed), normalisation),
  }
}
