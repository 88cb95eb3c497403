import type { BackendName } from '../backend/backend.js'
import { backendName, loadBackend } from '../backend/select.js'
import { invalidOption } from '../errors.js'
import { Matrix } from '../matrix/matrix.js'
import { boolean, checkOptions, nonnegative, optional, seed, wholeNumber } from '../options/index.js'
import { withNoise } from './noise.js'

/** Options of {@link overlappingCliques}. */
export interface OverlappingCliquesOptions {
  /** How many nodes: even, and such that the cliques come out equal; default 14. */
  readonly nodes?: number
  /** How many nodes the two cliques of a half have in common; default 1. */
  readonly overlap?: number
  /** The relative noise level ν; default 0. */
  readonly noise?: number
  /** Weights count the cliques that two nodes share, X = W₁W₁ᵀ (the default); `false` for 0 and 1. */
  readonly counted?: boolean
  /** Decides the noise; drawn and reported when absent. */
  readonly seed?: number
  /** The backend to compute on; every one gives the same numbers. */
  readonly backend?: BackendName
}

/** A graph with two layers of communities. */
export interface OverlappingCliques {
  /** The adjacency matrix with noise, symmetric. With noise some numbers may be negative. */
  readonly X: Matrix
  /** The adjacency matrix without noise; each node is joined to itself. */
  readonly clean: Matrix
  /** Who belongs where, 0 or 1: the four cliques (nodes x 4) and the two halves (nodes x 2). */
  readonly W: readonly [Matrix, Matrix]
  /** The seed used. */
  readonly seed: number
}

/**
 * The published test of deep symmetric factorizations: two halves without edges between them, each of two cliques that
 * share some nodes, with symmetric Gaussian noise of a relative size as in `dirichletMixture`.
 *
 * Reference: De Handschutter, thesis (2023), section 6.4.2.
 *
 * @throws DeepMFError for options, as every function; `ERR_INVALID_OPTION` for sizes that do not divide into cliques
 *
 * @example
 * const { X, W } = await overlappingCliques({ nodes: 100, overlap: 10, noise: 0.05, seed: 1 })
 */
export async function overlappingCliques(options: OverlappingCliquesOptions = {}): Promise<OverlappingCliques> {
  const checked = checkOptions('overlappingCliques', options, {
    nodes: optional(wholeNumber(4, 1e5), 14),
    overlap: optional(wholeNumber(0), 1),
    noise: optional(nonnegative(), 0),
    counted: optional(boolean(), true),
    seed: seed(),
    backend: backendName(),
  })
  const { nodes, overlap } = checked
  const half = nodes / 2
  if (nodes % 2 !== 0) throw invalidOption('nodes', nodes, 'an even number')
  if (overlap >= half - 1 || (half + overlap) % 2 !== 0) {
    throw invalidOption('overlap', overlap, `a whole number below ${half - 1}, ${half % 2 === 0 ? 'even' : 'odd'}`)
  }
  const size = (half + overlap) / 2
  const starts = [0, half - size, half, nodes - size]
  const inClique = (node: number) => starts.map((start) => (node >= start && node < start + size ? 1 : 0))
  const first = Array.from({ length: nodes }, (_, node) => inClique(node))
  const second = Array.from({ length: nodes }, (_, node) => (node < half ? [1, 0] : [0, 1]))
  const shared = (i: number, j: number) =>
    starts.reduce((sum, _, k) => sum + (first[i]?.[k] as number) * (first[j]?.[k] as number), 0)
  const weight = checked.counted ? shared : (i: number, j: number) => Math.min(1, shared(i, j))
  const data = Float64Array.from({ length: nodes * nodes }, (_, at) => weight(Math.floor(at / nodes), at % nodes))
  const clean = Matrix.from(data, { shape: [nodes, nodes] })
  const backend = await loadBackend(checked.backend)
  return {
    X: withNoise(backend, clean, checked.noise, checked.seed, true),
    clean,
    W: [Matrix.from(first), Matrix.from(second)],
    seed: checked.seed,
  }
}
