import type { Arena, Value } from '../problem/arena.js'

/** How the leading singular vectors of a matrix are found. */
export interface SketchSettings {
  /** `'full'` decomposes the matrix; `'randomised'` only multiplies with it. */
  readonly method: 'full' | 'randomised'
  /** Columns carried beyond the rank. */
  readonly oversampling: number
  /** Steps of subspace iteration. */
  readonly iterations: number
  readonly seed: number
  /** Keeps the draws of one seed apart. */
  readonly stream: number
}

/** Singular values, the largest first, and their vectors as columns, in the arena. */
export interface SingularVectors {
  readonly U: Value
  readonly sigma: Value
  readonly V: Value
}

/**
 * Where the sketch is so narrow beside the matrix that products with it cost less than the whole decomposition; with a
 * sparse matrix they always do.
 */
export function cheaperMethod(
  { rows, cols, entries }: Pick<Value, 'rows' | 'cols' | 'entries'>,
  rank: number,
  oversampling: number,
): SketchSettings['method'] {
  const narrow = entries === undefined ? 4 * (rank + oversampling) <= Math.min(rows, cols) : rank < Math.min(rows, cols)
  return narrow ? 'randomised' : 'full'
}

/** The `rank` leading singular values of X, dense or sparse, and their vectors. */
export function singularVectors(arena: Arena, X: Value, rank: number, settings: SketchSettings): SingularVectors {
  const { kernels } = arena.backend
  const U = arena.allocate(X.rows, rank)
  const sigma = arena.allocate(1, rank)
  const V = arena.allocate(X.cols, rank)
  const smaller = Math.min(X.rows, X.cols)
  const { seed, stream } = settings
  if (X.entries !== undefined) {
    // With every column there is the range is met whole, and nothing is left to iterate.
    const full = settings.method === 'full'
    const [oversampling, iterations] = full ? [smaller - rank, 0] : [settings.oversampling, settings.iterations]
    kernels.sparseTruncatedSvd(U.id, sigma.id, V.id, X.id, oversampling, iterations, seed, stream)
  } else if (settings.method === 'randomised') {
    const { oversampling, iterations } = settings
    kernels.truncatedSvd(U.id, sigma.id, V.id, X.id, oversampling, iterations, seed, stream)
  } else if (rank === smaller) {
    kernels.svd(U.id, sigma.id, V.id, X.id)
  } else {
    kernels.truncatedSvd(U.id, sigma.id, V.id, X.id, smaller - rank, 0, seed, stream)
  }
  return { U, sigma, V }
}
