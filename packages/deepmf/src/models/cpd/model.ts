import { closedFormWhereFree } from '../../solvers/where-free.js'
import type { TensorLike } from '../../tensor/index.js'
import { checkNonnegativeTensor } from '../../tensor/internals.js'
import { solverOf } from '../shared/input/run-options.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { type CPDFit, cpdFit } from './fit.js'
import { type TensorInput, withTensor } from './input.js'
import { type CPDOptions, type CPDSyncOptions, checkCPDOptions } from './options.js'
import { cpdProblem } from './problem.js'
import { startCPD } from './start.js'

/**
 * Canonical polyadic decomposition (CP, CANDECOMP/PARAFAC) of a dense K-way tensor, K >= 2, plain or nonnegative:
 * T ≈ Σ_c λ_c a_1c ∘ ... ∘ a_Kc, a sum of `rank` outer products.
 *
 * Objective: minimise `½ ‖T - Σ_c a_1c ∘ ... ∘ a_Kc‖² + l2/2 Σ_k ‖A_k‖²` over the factors A_k (I_k x rank), those of the
 * modes that `nonnegative` names being >= 0, by block coordinate descent over the modes: free factors in closed form
 * (alternating least squares), nonnegative ones by the solver; the loss never rises. For K = 2 and nonnegative factors it is
 * NMF. Unlike that of a matrix the decomposition is mostly unique up to the order and the scale of its components, which is
 * why it is used to find sources: mixtures of fluorescent substances, notes in recordings, groups in networks over time.
 *
 * Cost of an iteration: two products with the tensor, O(I_1 ⋯ I_K · rank), whatever K is, and O(rank² Σ I_k) for every inner
 * step. Memory beside the tensor: with its shape cut between two modes into rows and columns, L and R combinations each, as
 * near to each other as can be, 2 (L + R) · rank numbers, and R · rank more near a loss of zero; no unfolding is copied, but
 * for `init: 'svd'`, one at a time, and what its singular vectors take.
 *
 * Where plain factors have no best approximation, and columns grow against each other, `l2` or nonnegative factors help.
 *
 * @param T nested arrays, `{ data, shape }` with the last index fastest, or a Tensor; samples in the last mode; nonnegative
 *   where all modes are
 * @returns the factors with columns of length one, their weights, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_TENSOR`, `ERR_INVALID_OPTION`,
 *   `ERR_UNKNOWN_OPTION`, `ERR_SHAPE`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: De Handschutter, Gillis and Siebert, survey (2021), equation (7); Hitchcock (1927); Carroll and Chang (1970);
 * Harshman (1970); Kolda and Bader (2009), *Tensor decompositions and applications*; nonnegative: Shashua and Hazan (2005);
 * Cichocki and Phan (2009), *Fast local algorithms for large scale nonnegative matrix and tensor factorizations*; products:
 * Phan, Tichavský and Cichocki (2013).
 *
 * @example
 * const T = Tensor.from({ data, shape: [100, 100, 198] })
 * const fit = await cpd(T, { rank: 4, nonnegative: true, seed: 1 })
 * fit.factors[2].column(0)   // what the first component is in the last mode
 */
export async function cpd(T: TensorLike, options: CPDOptions): Promise<CPDFit> {
  return fit(withTensor(T, (input) => plan('cpd', input, options, false)))
}

/** {@link cpd} in one go, for scripts and workers: it holds the event loop until it ends. */
export function cpdSync(T: TensorLike, options: CPDSyncOptions): CPDFit {
  return fitSync(withTensor(T, (input) => plan('cpdSync', input, options, true)))
}

function plan(name: string, input: TensorInput, options: unknown, sync: boolean): Plan<CPDFit> {
  const { tensor } = input
  const { shape } = tensor
  const checked = checkCPDOptions(name, options, tensor, sync)
  const { nonnegative, l2, init } = checked
  const setting = { shape, nonnegative, l2 }
  if (nonnegative.every((sign) => sign)) checkNonnegativeTensor(tensor, 'T')
  return singlePlan(input, checked, {
    problem: cpdProblem(setting),
    solver: closedFormWhereFree(solverOf(checked)),
    temporaries: init.converted,
    start: (expressions) => startCPD(expressions, shape, checked),
    finish: (session, report) => cpdFit(session, report, checked, setting),
  })
}
