import type { DataLike } from '../../matrix/index.js'
import { type DeepFit, deepFit } from '../shared/deep/fit.js'
import { firstSide } from '../shared/deep/measures.js'
import { sequence } from '../shared/deep/sequence.js'
import { singleLayer } from '../shared/deep/single-layer.js'
import { layerConstraints } from '../shared/factors/constraints.js'
import { type Input, withInput } from '../shared/input/data.js'
import { initialiserOf, temporariesOf } from '../shared/input/init-options.js'
import { checkSolver, checkStart } from '../shared/input/rejections.js'
import { runOf, solverOf, stoppingRules } from '../shared/input/run-options.js'
import { reportOf } from '../shared/run/report.js'
import { fit, fitSync, type Plan, takeLayers } from '../shared/run/session.js'
import { checkMultilayerOptions, type MultilayerNMFOptions, type MultilayerNMFSyncOptions } from './options.js'

/**
 * Multilayer NMF: X ≈ W1 H1, then H1 ≈ W2 H2 (or W1 ≈ W2 H2), and so on, one layer after the other.
 *
 * Objective of layer l: `½ ‖S_{l-1} - W_l H_l‖²` with S_0 = X; a layer that is done is not touched
 * again, so errors of the first layers reach the last ones. {@link deepMF} mends that.
 * Cost of an iteration: that of an NMF of the layer's target.
 *
 * @param X m x n, nonnegative, samples in columns
 * @returns the layers; the history runs through all layers, `layer` says which one was being fitted
 * @throws DeepMFError as `nmf`; `ERR_RANK` names the rank at fault
 *
 * Reference: Cichocki, Zdunek (2006); De Handschutter (2023), algorithm 8.
 *
 * @example
 * const fit = await multilayerNMF(X, { ranks: [50, 20], seed: 1 })
 * fit.layers[1].W.shape   // [50, 20]
 */
export async function multilayerNMF(X: DataLike, options: MultilayerNMFOptions): Promise<DeepFit> {
  return fit(withInput(X, (input) => plan('multilayerNMF', input, options, false)))
}

/** {@link multilayerNMF} without a pause; see `nmfSync`. */
export function multilayerNMFSync(X: DataLike, options: MultilayerNMFSyncOptions): DeepFit {
  return fitSync(withInput(X, (input) => plan('multilayerNMFSync', input, options, true)))
}

function plan(name: string, { matrix, temporaries }: Input, options: unknown, sync: boolean): Plan<DeepFit> {
  const checked = checkMultilayerOptions(name, options, matrix, sync)
  const { ranks, decompose, normalisation, seed } = checked
  const solver = solverOf(checked)
  checkStart(matrix, checked.init)
  checkSolver(solver, singleLayer(1, decompose, layerConstraints(normalisation)))
  const initialiser = initialiserOf(checked.init, seed)
  return {
    data: matrix,
    temporaries: [...temporaries, ...temporariesOf(checked.init)],
    ...runOf(checked),
    first: firstSide(decompose),
    loop: (expressions) =>
      sequence(expressions, {
        ranks,
        decompose,
        normalisation,
        initialiser,
        solver,
        rules: stoppingRules(checked),
      }),
    finish: (session, run) => {
      const report = reportOf(session, run, seed)
      const layers = takeLayers(session, ranks.length)
      return deepFit(report, { ...report, layers, decompose, normalisation, blocks: undefined })
    },
  }
}
