import type { DeepFit, Matrix, NMFFit, Progress } from 'deepmf'
import type { Outputs } from './difference.js'

/** A matrix's numbers in its own precision. */
export const numbers = (matrix: Matrix) => (matrix.precision === 'float32' ? matrix.toFloat32Array() : matrix.toArray())

/** All numbers of a history but for the times. */
export function historyOf(history: readonly Progress[]): Float64Array {
  return Float64Array.from(
    history.flatMap(({ iteration, layer, loss, layerErrors, layerNorms, dataErrors }) => [
      iteration,
      layer,
      loss,
      ...layerErrors,
      ...layerNorms,
      ...dataErrors,
    ]),
  )
}

/** Everything that a fit found. */
export function outputsOf(fit: NMFFit | DeepFit): Outputs {
  const layers = 'layers' in fit ? fit.layers : [{ W: fit.W, H: fit.H }]
  const factors = layers.flatMap(({ W, H }, i) => [
    [`W${i + 1}`, numbers(W)] as const,
    [`H${i + 1}`, numbers(H)] as const,
  ])
  return {
    ...Object.fromEntries(factors),
    history: historyOf(fit.history),
    loss: fit.loss,
    stoppedBy: fit.stoppedBy,
    seed: fit.seed,
  }
}

/** The numbers of matrices that are given back at once. */
export function numbersOf(matrices: Readonly<Record<string, Matrix>>): Outputs {
  const entries = Object.entries(matrices).map(([name, matrix]) => {
    const result = [name, numbers(matrix)] as const
    matrix.dispose()
    return result
  })
  return Object.fromEntries(entries)
}
