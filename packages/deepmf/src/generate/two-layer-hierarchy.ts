import type { BackendName } from '../backend/backend.js'
import { backendName } from '../backend/select.js'
import { Matrix } from '../matrix/matrix.js'
import { checkOptions, nonnegative, optional, positive, seed, wholeNumber } from '../options/index.js'
import { dirichletMixture } from './dirichlet-mixture.js'

/** Options of {@link twoLayerHierarchy}; all may be absent. */
export interface TwoLayerHierarchyOptions {
  /** How many columns X gets; default 1000. */
  readonly samples?: number
  /** The parameter of the Dirichlet distribution of the columns of H₁; default 0.05. */
  readonly alpha?: number
  /** The relative noise level ν; default 0. */
  readonly noise?: number
  /** Decides every random number; drawn and reported when absent. */
  readonly seed?: number
  /** The backend to compute on; every one gives the same numbers. */
  readonly backend?: BackendName
}

/** Data with two known layers: `clean = W₁ H₁`, `W₁ = W₂ H₂`. */
export interface TwoLayerHierarchy {
  /** The data with noise, 3 x samples. With noise some numbers may be negative. */
  readonly X: Matrix
  /** The data without noise. */
  readonly clean: Matrix
  /** The true bases: W₁ (3 x 6), W₂ (3 x 3). */
  readonly W: readonly [Matrix, Matrix]
  /** The true coefficients: H₁ (6 x samples), H₂ (3 x 6); columns sum to one. */
  readonly H: readonly [Matrix, Matrix]
  /** The seed used. */
  readonly seed: number
}

/** W₁ = W₂ H₂ in exact decimals. */
const W1 = [
  [0.1, 0.1, 0.4, 0.4, 0.5, 0.5],
  [0.4, 0.5, 0.1, 0.5, 0.1, 0.4],
  [0.5, 0.4, 0.5, 0.1, 0.4, 0.1],
]

const W2 = [
  [0.5, 0, 0.5],
  [0, 0.5, 0.5],
  [0.5, 0.5, 0],
]

const H2 = [
  [0.2, 0, 0.8, 0, 0.8, 0.2],
  [0.8, 0.8, 0.2, 0.2, 0, 0],
  [0, 0.2, 0, 0.8, 0.2, 0.8],
]

/**
 * The published test of deep factorizations: points in three dimensions around the six vertices of a hexagon (W₁),
 * which lie in pairs on the edges of a triangle (W₂), with noise as in {@link dirichletMixture}.
 *
 * Reference: De Handschutter, thesis (2023), section 5.3.
 *
 * @throws DeepMFError for options, as every function
 *
 * @example
 * const { X, W } = await twoLayerHierarchy({ noise: 0.01, seed: 1 })
 * const fit = await deepMF(X, { ranks: [6, 3], init: 'snpa' })
 * matchColumns(fit.layers[0].W, W[0]).mrsa
 */
export async function twoLayerHierarchy(options: TwoLayerHierarchyOptions = {}): Promise<TwoLayerHierarchy> {
  const checked = checkOptions('twoLayerHierarchy', options, {
    samples: optional(wholeNumber(1, 2 ** 32 - 1), 1000),
    alpha: optional(positive(), 0.05),
    noise: optional(nonnegative(), 0),
    seed: seed(),
    backend: backendName(),
  })
  const { backend, ...rest } = checked
  const mixture = await dirichletMixture({
    ...rest,
    W: W1,
    ...(backend === undefined ? {} : { backend }),
  })
  return {
    X: mixture.X,
    clean: mixture.clean,
    W: [mixture.W, Matrix.from(W2)],
    H: [mixture.H, Matrix.from(H2)],
    seed: mixture.seed,
  }
}
