import { nonnegative } from '../../constraints/nonnegative.js'
import type { DataLike } from '../../matrix/index.js'
import { anyInput, type Input, withInput } from '../shared/input/data.js'
import { solverOf } from '../shared/input/run-options.js'
import { convexProblem } from '../shared/mixtures/convex-problem.js'
import { startConvex } from '../shared/mixtures/convex-start.js'
import { mixtureFit } from '../shared/mixtures/fit.js'
import { definePoints, pointsName } from '../shared/mixtures/points.js'
import { supportTemporaries } from '../shared/mixtures/support.js'
import { fit, fitSync, type Plan } from '../shared/run/session.js'
import { singlePlan } from '../shared/run/single-plan.js'
import type { ConvexNMFFit } from './fit.js'
import { type ConvexNMFOptions, type ConvexNMFSyncOptions, checkConvexNMFOptions } from './options.js'

/**
 * Convex nonnegative matrix factorization: X ≈ X C H for data of any sign, basis vectors W = X C that are combinations of
 * samples, such as centres of clusters.
 *
 * Objective: minimise `½ ‖X - Y C H‖²` over C >= 0 (d x rank) and H >= 0 (rank x n), for points Y that are all the samples
 * or, by `support`, fewer. The loss never rises. C and H tend to be sparse, H nearly an indicator of clusters. For weights
 * that sum to one see {@link archetypalAnalysis}; for nonnegative data in the form of Xu and Gong, with kernels,
 * {@link conceptFactorization}.
 *
 * Cost of an iteration: with all samples O(m n rank + n² rank) for every step of C, and XᵀX, n x n, is in memory: 800 MB for
 * 10,000 samples; with d points O(n d rank + d² rank).
 *
 * @param X m x n, samples in columns, of any sign; sparse too where the support is `'snpa'` or given
 * @returns W, C, H, the points Y (unless they are X), which samples they are, the history of the loss, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_SHAPE`, `ERR_PRECISION`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, and `ERR_NEGATIVE` with
 *   `support: 'hierarchical-clustering'`, all before any work; `ERR_OUT_OF_MEMORY`
 *
 * Reference: Ding, Li and Jordan (2010), *Convex and semi-nonnegative matrix factorizations*; their multiplicative updates
 * are `solver: 'mu'`. De Handschutter, Gillis and Siebert, survey (2021), sections 3.1 and 3.2.4.
 *
 * @example
 * const { W, C, H } = await convexNMF(centred, { rank: 5, seed: 1 })
 */
export async function convexNMF(X: DataLike, options: ConvexNMFOptions): Promise<ConvexNMFFit> {
  return fit(withInput(X, (input) => plan('convexNMF', input, options, false), anyInput))
}

/** {@link convexNMF} in one go. */
export function convexNMFSync(X: DataLike, options: ConvexNMFSyncOptions): ConvexNMFFit {
  return fitSync(withInput(X, (input) => plan('convexNMFSync', input, options, true), anyInput))
}

function plan(name: string, input: Input, options: unknown, sync: boolean): Plan<ConvexNMFFit> {
  const checked = checkConvexNMFOptions(name, options, input.matrix, sync)
  const { rank, support, init, seed } = checked
  const points = pointsName(support)
  let indices: Uint32Array | undefined
  return singlePlan(input, checked, {
    problem: convexProblem(points),
    solver: solverOf(checked),
    temporaries: supportTemporaries(support),
    *start(expressions) {
      indices = yield* definePoints(expressions, support, checked.points, seed)
      yield* startConvex(expressions, points, rank, init, seed)
    },
    finish: (session, report) =>
      mixtureFit<'C'>(session, report, { points, weights: 'C', indices, coefficients: nonnegative(), sign: 'any' }),
  })
}
