import type { BackendName } from '../backend/backend.js'
import { backendName, loadBackend } from '../backend/select.js'
import { Matrix } from '../matrix/matrix.js'
import { checkOptions, optional, positive, seed, wholeNumber } from '../options/index.js'
import { draws } from './draws.js'

/** Options of {@link gaussianClusters}; all may be absent. */
export interface GaussianClustersOptions {
  /** How many columns X gets; default 1000. */
  readonly samples?: number
  /** How many dimensions; default 10. */
  readonly dimensions?: number
  /** How many Gaussians; default 3. */
  readonly clusters?: number
  /** How far apart the means lie, in deviations: entries of the means are uniform on [0, spread); default 10. */
  readonly spread?: number
  /** Decides every random number; drawn and reported when absent. */
  readonly seed?: number
  /** The backend to compute on; every one gives the same numbers. */
  readonly backend?: BackendName
}

/** Samples of some Gaussians. */
export interface GaussianClusters {
  /** The samples, dimensions x samples, nonnegative. */
  readonly X: Matrix
  /** The means, dimensions x clusters. */
  readonly means: Matrix
  /** Which Gaussian each sample is from. */
  readonly labels: Uint32Array
  /** The seed used. */
  readonly seed: number
}

const MEAN_STREAM = 1
const LABEL_STREAM = 2
const SAMPLE_STREAM = 3

/**
 * Samples of Gaussians of deviation one, each with the same probability, cut off at zero so that they can be factorized:
 * by default 1000 samples of three Gaussians in ten dimensions.
 *
 * Reference: the data of the layer-permutation test in "On the deepness of multilayer NMF", which does not print its
 * means.
 *
 * @throws DeepMFError for options, as every function
 *
 * @example
 * const { X, labels } = await gaussianClusters({ seed: 1 })
 */
export async function gaussianClusters(options: GaussianClustersOptions = {}): Promise<GaussianClusters> {
  const checked = checkOptions('gaussianClusters', options, {
    samples: optional(wholeNumber(1, 2 ** 32 - 1), 1000),
    dimensions: optional(wholeNumber(1, 1e6), 10),
    clusters: optional(wholeNumber(1, 1e6), 3),
    spread: optional(positive(), 10),
    seed: seed(),
    backend: backendName(),
  })
  const { samples, dimensions, clusters, spread } = checked
  const backend = await loadBackend(checked.backend)
  const means = draws(backend, dimensions * clusters, 'uniform', 0, spread, checked.seed, MEAN_STREAM)
  const data = draws(backend, dimensions * samples, 'normal', 0, 1, checked.seed, SAMPLE_STREAM)
  const labels = Uint32Array.from(
    draws(backend, samples, 'uniform', 0, clusters, checked.seed, LABEL_STREAM),
    Math.floor,
  )
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < samples; j++) {
      const mean = means[i * clusters + (labels[j] as number)] as number
      data[i * samples + j] = Math.max(0, mean + (data[i * samples + j] as number))
    }
  }
  return {
    X: Matrix.from(data, { shape: [dimensions, samples] }),
    means: Matrix.from(means, { shape: [dimensions, clusters] }),
    labels,
    seed: checked.seed,
  }
}
