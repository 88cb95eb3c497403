import type { AlongOptions } from '../constraints/constraint.js'
import { readAlong } from '../constraints/options.js'
import { invalidOption } from '../errors.js'
import { checkScale, isMatrix, onBackend, toMatrix } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions, nonnegative, numberWhere, optional, positive } from '../options/index.js'
import type { Expressions } from '../problem/expressions.js'
import { dirichlet } from './dirichlet.js'
import { dropout } from './dropout.js'
import { graph } from './graph.js'
import type { ModelPenalty } from './model-penalty.js'
import { nearOrthogonal } from './near-orthogonal.js'
import { volume } from './volume.js'

// Penalties that are only of use in a model. All of them: weight 0 or more, ERR_INVALID_OPTION otherwise.

const weightOf = nonnegative()

/**
 * weight / 2 · log det(FᵀF + δ I), the volume that the columns of F span; δ is 0.1 when absent.
 *
 * Reference: De Handschutter, thesis (2023), section 2.3.2; Leplat, Ang, Gillis (2019).
 */
export function volumePenalty(weight: number, options?: { readonly delta?: number }): ModelPenalty {
  const { delta } = checkOptions('volumePenalty', options, { delta: optional(positive(), 0.1) })
  const checked = weightOf('weight', weight)
  return { name: 'volume', regularise: () => volume(checked, delta) }
}

/**
 * weight / 2 · Σ_{k ≠ l} ⟨row k, row l⟩ of F (or of its columns): zero for a nonnegative F if and only if they are
 * orthogonal.
 *
 * Reference: De Handschutter, Gillis, Siebert, survey (2021), section 3.2.1.
 */
export function orthogonalityPenalty(weight: number, options?: AlongOptions): ModelPenalty {
  const along = options?.along === undefined ? 'rows' : readAlong('orthogonalityPenalty', options)
  const checked = weightOf('weight', weight)
  return { name: 'approximate orthogonality', regularise: () => nearOrthogonal(checked, along) }
}

/**
 * weight / 2 · tr(F L Fᵀ) = weight / 4 · Σ_ij A_ij ‖column i - column j‖², L = D - A the Laplacian of a graph with the
 * symmetric, nonnegative adjacency matrix A (of a hypergraph: the one of its cliques): neighbours get like columns (or rows).
 *
 * @throws DeepMFError `ERR_INVALID_MATRIX` when A is not square and symmetric, `ERR_SCALE`
 *
 * Reference: Cai, He, Han, Huang (2011); De Handschutter, thesis (2023), equation 4.5.
 */
export function graphPenalty(weight: number, adjacency: MatrixLike, options?: AlongOptions): ModelPenalty {
  const along = readAlong('graphPenalty', options)
  const checked = weightOf('weight', weight)
  const double = laplacianOf(adjacency)
  let single: Matrix | undefined
  const laplacian = ({ arena }: Expressions): number => {
    if (arena.precision === 64) return onBackend(double, arena.backend)
    single ??= toMatrix({ data: double.toFloat32Array(), shape: double.shape }, 'adjacency')
    return onBackend(single, arena.backend)
  }
  return { name: 'graph', regularise: () => graph(checked, laplacian, along) }
}

/**
 * rate / (1 - rate) / 2 · Σ_k ‖w_k‖² ‖h_k‖²: what leaving out each pair of a column of W and a row of H with that
 * probability in every step comes to in the mean. Give it for one of the factors, it counts for both.
 *
 * Reference: Cavazza, Morerio, Haeffele, Lane, Murino, Vidal (2018), *Dropout as a low-rank regularizer for matrix
 * factorization*; De Handschutter, Gillis, Siebert, survey (2021), section 3.2.2.
 */
export function dropoutPenalty(rate: number): ModelPenalty {
  const checked = numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1')('rate', rate)
  const weight = checked / (1 - checked)
  return {
    name: 'dropout',
    regularise: (other) => dropout(weight, other, true),
    regulariseOther: (factor) => dropout(weight, factor, false),
  }
}

/**
 * weight · (1 - α) · Σ log(F_ij + ε), minus the logarithm of a symmetric Dirichlet distribution with a concentration α
 * below 1: the smaller, the nearer are vectors on the simplex to its corners. ε is 1e-6 when absent; keep the columns (rows)
 * on the simplex, or the penalty makes everything small.
 *
 * Reference: De Handschutter, Gillis, Siebert, survey (2021), section 3.2.2.
 */
export function dirichletPenalty(
  weight: number,
  concentration: number,
  options?: { readonly epsilon?: number },
): ModelPenalty {
  const { epsilon } = checkOptions('dirichletPenalty', options, { epsilon: optional(positive(), 1e-6) })
  const alpha = numberWhere((value) => value > 0 && value <= 1, 'a number above 0, at most 1')(
    'concentration',
    concentration,
  )
  const checked = weightOf('weight', weight) * (1 - alpha)
  return { name: 'Dirichlet', regularise: () => dirichlet(checked, epsilon) }
}

function laplacianOf(adjacency: MatrixLike): Matrix {
  const matrix = toMatrix(adjacency, 'adjacency')
  const { rows, cols } = matrix
  if (rows !== cols) throw invalidOption('adjacency', matrix.shape, 'a square matrix', 'ERR_SHAPE')
  checkScale(matrix, 'adjacency')
  const entries = matrix.toArray()
  const laplacian = new Float64Array(entries.length)
  for (let i = 0; i < rows; i++) {
    let degree = 0
    for (let j = 0; j < cols; j++) {
      const weight = entries[i * cols + j] as number
      if (weight < 0 || weight !== entries[j * cols + i]) {
        const allowed = 'a symmetric matrix of weights that are 0 or more'
        throw invalidOption('adjacency', `${weight} in row ${i}, column ${j}`, allowed, 'ERR_INVALID_MATRIX')
      }
      if (i === j) continue
      degree += weight
      laplacian[i * cols + j] = -weight
    }
    laplacian[i * cols + i] = degree
  }
  if (!isMatrix(adjacency)) matrix.dispose()
  return toMatrix({ data: laplacian, shape: [rows, cols] }, 'adjacency')
}
