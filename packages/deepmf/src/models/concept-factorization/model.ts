import type { DataLike } from '../../matrix/index.js'
import { anyInput, type Input, nonnegativeInput, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { convexProblem } from '../shared/mixtures/convex-problem.js'
import { startConvex } from '../shared/mixtures/convex-start.js'
import { X } from '../shared/names.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import { type ConceptFactorizationFit, conceptFit } from './fit.js'
import { kernelRoot } from './kernel-root.js'
import {
  type ConceptFactorizationOptions,
  type ConceptFactorizationSyncOptions,
  checkConceptOptions,
} from './options.js'

/**
 * Concept factorization: X ≈ X C H for nonnegative data, concepts that are combinations of samples, and samples that are
 * combinations of concepts.
 *
 * Objective: minimise `½ tr (I - C H)ᵀ K (I - C H)` over C >= 0 (n x rank) and H >= 0 (rank x n), K being XᵀX or, with
 * `kernel: 'precomputed'`, X itself: the model sees samples only by how alike they are, so any kernel will do. In the space
 * of the kernel φ that is `½ ‖φ(X) - φ(X) C H‖²`, which `history` reports, with relative errors there. By multiplicative
 * updates unless a `solver` is named; the loss never rises. Concepts have length one, `c_kᵀ K c_k = 1`. It is the model of
 * {@link convexNMF}, which takes data of any sign and can do with fewer points.
 *
 * Cost of an iteration: O(m n rank + n² rank) and XᵀX, n x n, in memory: 800 MB for 10,000 samples; with a precomputed
 * kernel O(n² rank), its root too in memory, and O(n³) once for that.
 *
 * @param X m x n, nonnegative, samples in columns; or n x n, a kernel of any sign. Dense
 * @returns W, C, H, the history of the loss, and how the fit ended. `transform` takes new samples, or with a precomputed
 *   kernel its values for the fit's samples (rows) and the new ones (columns)
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_SHAPE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work;
 *   `ERR_NOT_POSITIVE_DEFINITE` for a kernel that is none; `ERR_OUT_OF_MEMORY`
 *
 * Reference: Xu and Gong (2004), *Document clustering by concept factorization*; De Handschutter, Gillis and Siebert, survey
 * (2021), section 3.2.4.
 *
 * @example
 * const { C, H } = await conceptFactorization(kernelValues, { rank: 4, kernel: 'precomputed' })
 */
export async function conceptFactorization(
  X: DataLike,
  options: ConceptFactorizationOptions,
): Promise<ConceptFactorizationFit> {
  return fit(withInput(X, (input) => plan('conceptFactorization', input, options, false), inputOf(options)))
}

/** {@link conceptFactorization} in one go. */
export function conceptFactorizationSync(
  X: DataLike,
  options: ConceptFactorizationSyncOptions,
): ConceptFactorizationFit {
  return fitSync(withInput(X, (input) => plan('conceptFactorizationSync', input, options, true), inputOf(options)))
}

/** How data is read with these options, which are not checked yet and may be anything. */
const inputOf = (options: unknown) =>
  (options as { kernel?: unknown } | null | undefined)?.kernel === 'precomputed' ? anyInput : nonnegativeInput

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<ConceptFactorizationFit> {
  const checked = checkConceptOptions(name, options, input.matrix, sync)
  const { rank, kernel, init, seed } = checked
  const samples = kernel === 'linear' ? X : 'E'
  return singlePlan(input, checked, {
    problem: convexProblem(samples, samples),
    solver: solverOf(checked),
    *start(expressions) {
      if (kernel === 'precomputed') expressions.define('E', kernelRoot(expressions.arena, expressions.named(X)))
      yield* startConvex(expressions, samples, rank, init, seed, samples)
    },
    finish: (session, report) => conceptFit(session, report, samples, kernel),
  })
}
