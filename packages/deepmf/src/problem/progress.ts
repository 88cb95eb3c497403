import type { Expressions } from './expressions.js'
import { relative, squaredError } from './measure.js'
import type { Problem } from './problem.js'
import { penaltyOf } from './regularised.js'
import type { StoppingRules } from './stopping.js'

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

/** Where a fit is, and below which loss it cannot be told from a perfect one. */
export function measured(
  expressions: Expressions,
  problem: Problem,
  iteration: number,
  { startedAt }: StoppingRules,
): { readonly progress: Progress; readonly negligible: number } {
  const layerErrors: number[] = []
  const layerNorms: number[] = []
  const dataErrors: number[] = []
  const { layers } = problem
  let loss = penaltyOf(expressions, problem)
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
  // A penalty may be below zero, and a small loss then says nothing.
  const penalised = problem.blocks.some(({ regularisers = [], proximal }) => regularisers.length > 0 || proximal)
  return { progress, negligible: penalised ? Number.NEGATIVE_INFINITY : (4 * rounding) ** 2 * lossOfZero }
}
