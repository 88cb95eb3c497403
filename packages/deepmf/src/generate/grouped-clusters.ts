import type { BackendName } from '../backend/backend.js'
import { backendName, loadBackend } from '../backend/select.js'
import { Matrix } from '../matrix/matrix.js'
import { checkOptions, nonnegative, optional, seed, wholeNumber } from '../options/index.js'
import { draws } from './draws.js'
import { withNoise } from './noise.js'

/** Options of {@link groupedClusters}; all may be absent. */
export interface GroupedClustersOptions {
  /** How many columns X gets; default 1000. */
  readonly samples?: number
  /** The relative noise level ν; default 0. */
  readonly noise?: number
  /** Decides every random number; drawn and reported when absent. */
  readonly seed?: number
  /** The backend to compute on; every one gives the same numbers. */
  readonly backend?: BackendName
}

/** Data of 16 clusters in 4 groups. */
export interface GroupedClusters {
  /** The data with noise, 3 x samples. With noise some numbers may be negative. */
  readonly X: Matrix
  /** The data without noise: each column a multiple of a column of W₁. */
  readonly clean: Matrix
  /** The true bases: W₁ (3 x 16), W₂ (3 x 4), each column of W₂ the mean of four of W₁. */
  readonly W: readonly [Matrix, Matrix]
  /** The cluster of each sample at both layers: 0 to 15, and 0 to 3. */
  readonly labels: readonly [Uint32Array, Uint32Array]
  /** The seed used. */
  readonly seed: number
}

/** Three groups near the corners of the simplex, one in the middle, inside the cone of the others. */
const CENTERS = [
  [0.6, 0.2, 0.2],
  [0.2, 0.6, 0.2],
  [0.2, 0.2, 0.6],
  [1 / 3, 1 / 3, 1 / 3],
]

/** From the center of a group to its four clusters; they sum to zero, as the entries of each do. */
const OFFSETS = [
  [0.045, -0.045, 0],
  [-0.045, 0.045, 0],
  [0.03, 0.03, -0.06],
  [-0.03, -0.03, 0.06],
]

const LABEL_STREAM = 1
const SCALE_STREAM = 2

/**
 * The published test of starts of deep orthogonal factorizations: points in three dimensions in the directions of 16
 * basis vectors (W₁), which lie in four groups around the basis vectors of a second layer (W₂). Each sample takes its
 * cluster at random and a factor from 0.5 to 1.5, and noise is added as in `dirichletMixture`.
 *
 * One group lies inside the cone of the others, so that a search for extreme columns misses it.
 *
 * Reference: De Handschutter, thesis (2023), section 6.1.3.1; it shows the vectors in a figure, ours are in its manner.
 *
 * @throws DeepMFError for options, as every function
 *
 * @example
 * const { X, labels } = await groupedClusters({ noise: 0.01, seed: 1 })
 * const [first] = await soda(X, { ranks: [16, 4] })
 * clusteringAccuracy(first.labels, labels[0])
 */
export async function groupedClusters(options: GroupedClustersOptions = {}): Promise<GroupedClusters> {
  const checked = checkOptions('groupedClusters', options, {
    samples: optional(wholeNumber(1, 2 ** 32 - 1), 1000),
    noise: optional(nonnegative(), 0),
    seed: seed(),
    backend: backendName(),
  })
  const { samples, noise } = checked
  const backend = await loadBackend(checked.backend)
  const scales = draws(backend, samples, 'uniform', 0.5, 1.5, checked.seed, SCALE_STREAM)
  const clusters = draws(backend, samples, 'uniform', 0, 16, checked.seed, LABEL_STREAM)
  const first = Uint32Array.from(clusters, Math.floor)
  const basis = Array.from({ length: 16 }, (_, k) => column(Math.floor(k / 4), k % 4))
  const data = new Float64Array(3 * samples)
  first.forEach((cluster, j) => {
    for (let i = 0; i < 3; i++) data[i * samples + j] = (scales[j] as number) * (basis[cluster]?.[i] as number)
  })
  const clean = Matrix.from(data, { shape: [3, samples] })
  return {
    X: withNoise(backend, clean, noise, checked.seed),
    clean,
    W: [transposed(basis), transposed(CENTERS)],
    labels: [first, first.map((cluster) => Math.floor(cluster / 4))],
    seed: checked.seed,
  }
}

const column = (group: number, which: number) =>
  (CENTERS[group] as number[]).map((value, i) => value + (OFFSETS[which]?.[i] as number))

const transposed = (columns: readonly (readonly number[])[]) =>
  Matrix.from([0, 1, 2].map((i) => columns.map((values) => values[i] as number)))
