import type { Backend, BackendName } from '../backend/backend.js'
import { backendName, loadBackend } from '../backend/select.js'
import { invalidOption } from '../errors.js'
import { adopt, checkScale, onBackend, toMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import {
  arrayOf,
  type Check,
  checkOptions,
  nonnegative,
  numberFrom,
  optional,
  positive,
  seed,
  wholeNumber,
} from '../options/index.js'
import { withNoise } from './noise.js'
import { drawProportions } from './proportions.js'

/** Options of {@link dirichletMixture}. */
export interface DirichletMixtureOptions {
  /** The true basis, m x r; its precision is that of all results. */
  readonly W: MatrixLike
  /** How many columns X gets. */
  readonly samples: number
  /** The parameter of the symmetric Dirichlet distribution: small for nearly pure samples, 1 for uniform ones. */
  readonly alpha: number
  /** The relative noise level ν, 0 (the default) or more. */
  readonly noise?: number
  /** Decides every random number; drawn and reported when absent. */
  readonly seed?: number
  /** The largest proportion that a basis vector may have in a sample, one number or one per basis vector; default 1. */
  readonly purity?: number | readonly number[]
  /** The backend to compute on; every one gives the same numbers. */
  readonly backend?: BackendName
}

/** Data with known factors. */
export interface DirichletMixture {
  /** The data with noise, m x samples. With noise some numbers may be negative. */
  readonly X: Matrix
  /** The data without noise, `W H`. */
  readonly clean: Matrix
  /** The true basis, m x r. */
  readonly W: Matrix
  /** The true proportions, r x samples; columns sum to one. */
  readonly H: Matrix
  /** The seed used. */
  readonly seed: number
}

/**
 * Makes data from a basis and random proportions, with Gaussian noise of a given relative size:
 *
 *     X = W H + ν N ‖W H‖ / ‖N‖,   columns of H ~ Dirichlet(α, ..., α),   entries of N ~ N(0, 1)
 *
 * so that ‖X − W H‖ = ν ‖W H‖. Where a purity below 1 is asked for, columns of H that exceed it are drawn again.
 * The same seed gives the same bits on every backend.
 *
 * Reference: De Handschutter, thesis (2023), section 2.4.1, equation 2.8.
 *
 * @throws DeepMFError for options, as every function; `ERR_INVALID_OPTION` for a purity that hardly any sample meets
 *
 * @example
 * const { X, W, H } = await dirichletMixture({ W: basis, samples: 500, alpha: 0.05, noise: 0.01, seed: 1, purity: 0.8 })
 */
export async function dirichletMixture(options: DirichletMixtureOptions): Promise<DirichletMixture> {
  const checked = checkOptions('dirichletMixture', options, {
    W: (option, value) => toMatrix(value, option),
    samples: wholeNumber(1, 2 ** 32 - 1),
    alpha: positive(),
    noise: optional(nonnegative(), 0),
    seed: seed(),
    purity: optional(purityCheck(), 1),
    backend: backendName(),
  })
  const { W, samples, noise } = checked
  checkScale(W, 'W')
  const purity = purities(checked.purity, W.cols)
  const backend = await loadBackend(checked.backend)
  const H = drawProportions(backend, W, samples, checked.alpha, purity, checked.seed)
  const clean = product(backend, W, H)
  const X = withNoise(backend, clean, noise, checked.seed)
  return { X, clean, W, H, seed: checked.seed }
}

function product(backend: Backend, W: Matrix, H: Matrix): Matrix {
  const { kernels } = backend
  const id = kernels.allocate(W.rows, H.cols, W.precision === 'float64' ? 64 : 32)
  const clean = adopt(backend, id, W.rows, H.cols, W.precision)
  kernels.gemm(id, false, false, 1, onBackend(W, backend), onBackend(H, backend), 0)
  return clean
}

function purityCheck(): Check<number | readonly number[]> {
  const one = numberFrom(0, 1)
  const many = arrayOf(one)
  return (option, value) => (Array.isArray(value) ? many(option, value) : one(option, value))
}

/** One purity per basis vector. Proportions sum to one, so purities that do not reach one leave no samples at all. */
function purities(given: number | readonly number[], rank: number): readonly number[] {
  const purity = typeof given === 'number' ? new Array<number>(rank).fill(given) : given
  if (purity.length !== rank) {
    throw invalidOption('purity', given, `one number, or ${rank}, one per column of W`)
  }
  const sum = purity.reduce((total, value) => total + value, 0)
  if (sum <= 1 && purity.some((value) => value < 1)) {
    throw invalidOption('purity', given, 'purities with a sum above 1: proportions sum to one')
  }
  return purity
}
