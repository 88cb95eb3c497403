import { Matrix, multilayerNMFSync } from 'deepmf'
import type { Dataset, Normalisation } from './data.js'
import type { Lane } from './lanes.js'

/** The factors of one layer, row-major. */
export interface Factors {
  rank: number
  W: Float64Array
  H: Float64Array
}

export const matrixOf = ({ X, m, n }: Dataset): Matrix => Matrix.from({ data: X, shape: [m, n] })

/**
 * Where all programs start a deep fit: after a few iterations of the sequential factorization, as the papers do. It is
 * computed once, so that every program gets the same numbers.
 */
export function sequentialStart(dataset: Dataset, normalisation: Normalisation, lane: Lane): Factors[] {
  const { ranks, decompose } = dataset
  const { backend, threads } = lane
  const options = { ranks, decompose, normalisation, seed: 1, maxIterations: 10, tolerance: 0, backend, threads }
  using X = matrixOf(dataset)
  using fit = multilayerNMFSync(X, options)
  return fit.layers.map(({ W, H }) => ({ rank: W.cols, W: W.toArray(), H: H.toArray() }))
}

/** The same factors as the option `init` takes them. */
export function asInit(factors: readonly Factors[]) {
  return factors.map(({ rank, W, H }) => ({
    W: { data: W, shape: [W.length / rank, rank] },
    H: { data: H, shape: [rank, H.length / rank] },
  }))
}
