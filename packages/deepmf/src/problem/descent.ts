import type { Solver } from '../solvers/solver.js'
import { assemble } from './assemble.js'
import type { Expressions } from './expressions.js'
import { relative, squaredError } from './measure.js'
import type { Block, LayerMeasures, Problem } from './problem.js'
import { type StoppedBy, type StoppingRules, stoppedBy } from './stopping.js'

/** The state of a fit after an outer iteration; iteration 0 is the start. */
export interface Progress {
  readonly iteration: number
  /** The layer that is being fitted where a model fits one after the other, else the depth. */
  readonly layer: number
  /** The model's objective. */
  readonly loss: number
  /** `‖S_l - W_l H_l‖ / ‖S_l‖` for every layer l, S_l being the matrix that layer l factorizes. */
  readonly layerErrors: readonly number[]
  /** `‖S_l‖`: together with `layerErrors` it gives errors on any other scale. */
  readonly layerNorms: readonly number[]
  /** `‖X - X_l‖ / ‖X‖` for every layer l, X_l being the approximation of X that ends at layer l. */
  readonly dataErrors: readonly number[]
  readonly elapsedMs: number
}

/**
 * Block coordinate descent: visits the blocks of `problem` in order, again and again, and yields
 * after every sweep. Whoever drives it decides what happens in between: nothing (sync), a turn of
 * the event loop (async), a checkpoint.
 *
 * No block update raises its own objective, so where all blocks share one loss the loss is monotone.
 */
export function* descend(
  expressions: Expressions,
  problem: Problem,
  solver: Solver,
  rules: StoppingRules,
): Generator<Progress, StoppedBy, void> {
  let { progress } = measure(expressions, problem.layers, 0, rules.startedAt)
  yield progress
  for (let iteration = 1; ; iteration++) {
    for (const block of problem.blocks) update(expressions, block, solver)
    refreshDerived(expressions, problem)
    const previousLoss = progress.loss
    const measured = measure(expressions, problem.layers, iteration, rules.startedAt)
    progress = measured.progress
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss, negligible: measured.negligible })
    if (reason !== undefined) return reason
  }
}

function update(expressions: Expressions, block: Block, solver: Solver): void {
  const equations = assemble(expressions, block)
  solver.solve(expressions.kernels, block, expressions.named(block.factor), equations)
  expressions.touch(block.factor)
}

/** Brings the factors that are products of others up to date, the deepest first. */
export function refreshDerived(expressions: Expressions, problem: Problem): void {
  for (const { factor, chain } of problem.derived) {
    expressions.kernels.copy(expressions.named(factor).id, expressions.product(chain).id)
    expressions.touch(factor)
  }
}

function measure(
  expressions: Expressions,
  layers: readonly LayerMeasures[],
  iteration: number,
  startedAt: number,
): { readonly progress: Progress; readonly negligible: number } {
  const layerErrors: number[] = []
  const layerNorms: number[] = []
  const dataErrors: number[] = []
  let loss = 0
  let lossOfZero = 0
  for (const [index, { layer, data, layerWeight, dataWeight }] of layers.entries()) {
    const layerNorm = expressions.normSquared(layer.target)
    const layerError = squaredError(expressions, layer)
    layerNorms.push(Math.sqrt(layerNorm))
    layerErrors.push(relative(layerError, layerNorm))
    // The first layer's matrix is the data: both errors are one.
    const dataError = index === 0 ? layerError : squaredError(expressions, data)
    const dataNorm = expressions.normSquared(data.target)
    dataErrors.push(relative(dataError, dataNorm))
    loss += 0.5 * (layerWeight * layerError + dataWeight * dataError)
    lossOfZero += 0.5 * (layerWeight * layerNorm + dataWeight * dataNorm)
  }
  const elapsedMs = performance.now() - startedAt
  const progress = { iteration, layer: layers.length, loss, layerErrors, layerNorms, dataErrors, elapsedMs }
  const rounding = expressions.arena.precision === 64 ? 2 ** -52 : 2 ** -23
  return { progress, negligible: (4 * rounding) ** 2 * lossOfZero }
}
