import type { DataLike } from '../../matrix/index.js'
import { descend, refreshDerived } from '../../problem/descent.js'
import type { Loop } from '../../problem/drive.js'
import { type DeepFit, deepFit } from '../shared/deep/fit.js'
import { firstSide } from '../shared/deep/measures.js'
import { sequence } from '../shared/deep/sequence.js'
import { type Input, withInput } from '../shared/input/data.js'
import { initialiserOf, temporariesOf } from '../shared/input/init-options.js'
import { checkSolver, checkStart } from '../shared/input/rejections.js'
import { runOf, solverOf, stoppingRules } from '../shared/input/run-options.js'
import { reportOf } from '../shared/run/report.js'
import { fit, fitSync, type Plan, takeLayers } from '../shared/run/session.js'
import { checkDeepMFOptions, type DeepMFOptions, type DeepMFSyncOptions } from './options.js'
import { deepProblem } from './problem.js'
import { balancedWeights } from './weights.js'

/** The result of {@link deepMF}. */
export interface DeepMFFit extends DeepFit {
  /** The weights of the layers' errors in the loss, as used. */
  readonly layerWeights: readonly number[]
}

/**
 * Deep matrix factorization: X ≈ W1 H1 and, all layers fitted together, W1 ≈ W2 H2, W2 ≈ W3 H3, ...
 * (`decompose: 'features'`) or H1 ≈ W2 H2, H2 ≈ W3 H3, ... (`'coefficients'`), all factors
 * nonnegative.
 *
 * Objective, by `loss`:
 * - `'layer-centric'`: `½ Σ_l λ_{l-1} ‖S_{l-1} - W_l H_l‖²`, S_{l-1} the matrix that layer l factorizes
 * - `'data-centric'`: `½ Σ_l μ_l ‖X - X_l‖²`, X_l the approximation of X that ends at layer l
 * - `'global'`: `½ ‖X - X_L‖²`, over the factors that X_L is the product of
 * - `'trigeorgis'`: the same error by updates that do not share one loss; it may rise
 *
 * The other three never rise. Cost of an iteration: O(m n r1) for the products with X, O((m + n) r1²)
 * for every inner step. The layers start from the sequential factorization.
 *
 * The scale of every layer is fixed by `normalisation`, on by default: without it the layer-centric
 * loss is met by shrinking the factor that the next layer factorizes.
 *
 * @param X m x n, nonnegative, samples in columns
 * @returns the layers, the errors of every layer in every iteration, and how the fit ended
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: De Handschutter (2023), eq. 5.3, 5.4, algorithms 9 to 11; Trigeorgis et al. (2017);
 * De Handschutter, Gillis, Siebert (2021), algorithm 4.
 *
 * @example
 * const fit = await deepMF(images, { ranks: [100, 49, 25], seed: 7 })
 * fit.features(2)   // pixels x 49
 */
export async function deepMF(X: DataLike, options: DeepMFOptions): Promise<DeepMFFit> {
  return fit(withInput(X, (input) => plan('deepMF', input, options, false)))
}

/** {@link deepMF} without a pause; see `nmfSync`. */
export function deepMFSync(X: DataLike, options: DeepMFSyncOptions): DeepMFFit {
  return fitSync(withInput(X, (input) => plan('deepMFSync', input, options, true)))
}

function plan(name: string, { matrix, temporaries }: Input, options: unknown, sync: boolean): Plan<DeepMFFit> {
  const checked = checkDeepMFOptions(name, options, matrix, sync)
  const { ranks, decompose, normalisation, loss, seed } = checked
  const depth = ranks.length
  // What a loss without weights of its own has: the last layer's error alone, or every layer's alike.
  const single = loss === 'global' || loss === 'trigeorgis'
  const fixed: readonly number[] = ranks.map((_, index) => (single && index < depth - 1 ? 0 : 1))
  const solver = solverOf(checked)
  checkStart(matrix, checked.init)
  checkSolver(solver, deepProblem(loss, decompose, fixed, normalisation))
  const initialiser = initialiserOf(checked.init, seed)
  let layerWeights = checked.layerWeights === 'auto' ? fixed : checked.layerWeights

  function* loop(expressions: Parameters<Plan<DeepMFFit>['loop']>[0]): Loop {
    const rules = stoppingRules(checked)
    const setup = { ranks, decompose, normalisation, initialiser, solver }
    const starting = sequence(expressions, {
      ...setup,
      rules: { ...rules, maxIterations: checked.startIterations },
    })
    // The start is not part of the history; its iterations are only places to pause.
    for (const _ of starting) yield
    if (checked.layerWeights === 'auto' && loss === 'layer-centric') {
      layerWeights = balancedWeights(expressions, depth, decompose, checked.balance)
    }
    const problem = deepProblem(loss, decompose, layerWeights, normalisation)
    refreshDerived(expressions, problem)
    return yield* descend(expressions, problem, solver, rules)
  }

  return {
    data: matrix,
    temporaries: [...temporaries, ...temporariesOf(checked.init)],
    ...runOf(checked),
    first: firstSide(decompose),
    loop,
    finish: (session, run) => {
      const report = reportOf(session, run, seed)
      const layers = takeLayers(session, depth)
      const weights = layerWeights
      const blocks = (sets: typeof normalisation) => deepProblem(loss, decompose, weights, sets)
      return { ...deepFit(report, { ...report, layers, decompose, normalisation, blocks }), layerWeights: weights }
    },
  }
}
