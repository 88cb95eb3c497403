import type { DataLike } from '../../matrix/index.js'
import { projectOnto } from '../../problem/update.js'
import { factorPlan } from '../shared/factors/plan.js'
import { volumeWeightOf } from '../shared/factors/volume-weight.js'
import { type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { type MinVolNMFFit, minVolNMFFit } from './fit.js'
import { checkMinVolNMFOptions, type MinVolNMFOptions, type MinVolNMFSyncOptions } from './options.js'
import { minVolNMFProblem, minVolSets } from './problem.js'

/**
 * Minimum-volume nonnegative matrix factorization: X ≈ W H where the columns of W enclose the data as tightly as they can.
 *
 * Objective: minimise `½ ‖X - W H‖² + λ/2 · log det(WᵀW + δ I)` over W >= 0 (m x rank) and H >= 0 (rank x n), where columns
 * of H sum to at most one, to one, or columns of W sum to one. It finds vertices that are not among the samples, where
 * plain NMF has many solutions: unmixing of materials, topics, sources. The logarithm is replaced by its tangent in each
 * update of W, so the loss never rises; it may be below zero.
 *
 * λ comes from `volumeRatio` λ̃: at the start the volume counts λ̃ times the squared error, by
 * `λ = λ̃ ‖X - W₀H₀‖² / |log det(W₀ᵀW₀ + δ I)|`, the divisor being at least 1. A start that explains X exactly gives a λ of
 * zero; `volumeWeight` is λ itself. δ has the unit of squared data: bring X to entries of about 1, or choose it.
 *
 * Cost of an iteration: O(m n rank) for the two products with X, O((m + n) rank² + rank³) for the rest.
 *
 * @param X m x n, nonnegative, samples in columns; dense or sparse
 * @returns W, H, λ as `volumeWeight`, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work; `ERR_NOT_POSITIVE_DEFINITE` where δ
 *   vanishes beside a Gram matrix of W that is singular: choose it in the unit of the data
 *
 * Reference: Fu, Huang, Yang, Ma and Sidiropoulos (2016), *Robust volume minimization-based matrix factorization*; Leplat,
 * Ang and Gillis (2019), *Minimum-volume rank-deficient nonnegative matrix factorizations*; De Handschutter, thesis
 * (2023), section 2.3.2, equations 2.4 to 2.7, algorithm 4.
 *
 * @example
 * const { W, H } = await minVolNMF(pixels, { rank: 4 })   // spectra of four materials, and how much of each is where
 */
export async function minVolNMF(X: DataLike, options: MinVolNMFOptions): Promise<MinVolNMFFit> {
  return fit(withInput(X, (input) => plan('minVolNMF', input, options, false)))
}

/** {@link minVolNMF} in one go. */
export function minVolNMFSync(X: DataLike, options: MinVolNMFSyncOptions): MinVolNMFFit {
  return fitSync(withInput(X, (input) => plan('minVolNMFSync', input, options, true)))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<MinVolNMFFit> {
  const checked = checkMinVolNMFOptions(name, options, input.matrix, sync)
  const { normalisation, delta } = checked
  const onSimplex = normalisation === 'H-simplex'
  const unweighted = minVolNMFProblem(normalisation, 0, delta)
  let weight = 0
  return factorPlan(input, checked, {
    problem: unweighted,
    problemFrom(expressions) {
      weight = volumeWeightOf(expressions, checked, 'W', unweighted)
      return minVolNMFProblem(normalisation, weight, delta)
    },
    solver: solverOf(checked),
    normalisation: onSimplex ? 'H-columns' : normalisation,
    complete(expressions) {
      if (onSimplex) projectOnto(expressions, 'H', minVolSets(normalisation).H)
    },
    finish: (session, report) => minVolNMFFit(session, report, normalisation, weight),
  })
}
