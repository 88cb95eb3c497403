import { namesOf } from './names.js'

/** Distributions of {@link StartKernels.randomFill}. */
export type DistributionName = 'uniform' | 'normal' | 'gamma' | 'dirichlet'

/** Random numbers, and what chooses the first factors. */
export interface StartKernels {
  /**
   * Fills dst with random numbers: uniform on [a, b), normal with mean a and deviation b, gamma with shape a and scale
   * b, or columns from the Dirichlet distribution with all parameters a. `seed` is whole, 0 to 2^53 − 1; every stream
   * of a seed is a sequence of its own.
   */
  randomFill(dst: number, distribution: DistributionName, a: number, b: number, seed: number, stream: number): void
  /**
   * One round of successive nonnegative projection: chooses the next column of x after those in `chosen`, and improves
   * the weights h (rank x columns of x) that give x from them. Returns the column, or -1 where x is spanned already.
   * products (like h) and residuals (2 x columns of x) carry from one round to the next.
   */
  snpaRound(h: number, products: number, residuals: number, x: number, chosen: Uint32Array, steps: number): number
  /**
   * One round of successive projection: chooses the column of x with the largest part orthogonal to those in `chosen`.
   * Returns the column, or -1 where x is spanned already. basis (rank x rows of x) and residuals (2 x columns of x)
   * carry from one round to the next. x may be sparse.
   */
  spaRound(basis: number, residuals: number, x: number, chosen: Uint32Array): number
  /** dst = the columns of src in the order given. */
  selectColumns(dst: number, src: number, columns: Uint32Array): void
  /**
   * One draw of k-means++: chooses the column of x that becomes column `count` of the centroids, `chance` in [0, 1]
   * deciding, and returns its index. distances (1 x columns of x) carries from one draw to the next. x may be sparse,
   * here and in the rounds that follow.
   */
  seedCentroid(centroids: number, distances: number, x: number, count: number, chance: number): number
  /**
   * labels (1 x columns of x) = the nearest centroid of each column of x, distances = the squared distance to it.
   * Returns how many labels changed.
   */
  nearestCentroids(labels: number, distances: number, x: number, centroids: number): number
  /**
   * centroids = the means of the columns of x with each label, or their sums at unit length. Empty clusters take the
   * columns farthest from their centroids first, which changes labels and distances; returns how many did.
   */
  clusterMeans(centroids: number, labels: number, distances: number, x: number, unit: boolean): number
  /**
   * x ≈ w h with w (rows of x, 2) and h (2, columns of x) nonnegative, from the singular vectors by successive
   * projection, then `sweeps` exact alternations. Returns the square of the largest singular value of x.
   */
  rankTwo(w: number, h: number, x: number, sweeps: number): number
  /**
   * labels (1 x columns of h) = the two sides, 0 and 1, of the best cut between the columns of h (2 rows). Returns the
   * threshold on h1 / (h1 + h2), or -1 where there is nothing to be cut.
   */
  splitByRatio(labels: number, h: number): number
  /**
   * Sets up what merging columns with this Gram matrix (n x n) knows: state (5 x n) has a row each for squared norms,
   * errors, partners, clusters (each by its lowest column) and weights (the rows of H, of length one).
   */
  mergeStart(state: number, gram: number): void
  /**
   * Merges `count` times the two clusters for which 1/2‖x − w h‖² grows least, and returns by how much it grew. The
   * rows of gram become those of the merged columns.
   */
  mergePairs(gram: number, state: number, count: number): number
}

export const STARTS_KERNELS = namesOf<StartKernels>({
  randomFill: true,
  snpaRound: true,
  spaRound: true,
  selectColumns: true,
  seedCentroid: true,
  nearestCentroids: true,
  clusterMeans: true,
  rankTwo: true,
  splitByRatio: true,
  mergeStart: true,
  mergePairs: true,
})
