import { invalidOption } from '../errors.js'
import { checkSymmetric } from '../linalg/symmetric.js'
import { checkNonnegative, toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'
import { checkOptions, optional, positive } from '../options/index.js'
import { type Labels, ranked } from './labels.js'

/** Options of {@link modularity}. */
export interface ModularityOptions {
  /** γ: above 1 small communities count for more, below 1 large ones; default 1. */
  readonly resolution?: number
}

/**
 * Newman's modularity of a partition of a graph: the share of edge weight inside communities, less what it would be if
 * edges were drawn at random between nodes of the same degrees:
 *
 *     Q = 1/2M Σ_ij (A_ij − γ k_i k_j / 2M) δ(l_i, l_j),   k_i = Σ_j A_ij,   2M = Σ_i k_i
 *
 * A graph without edges has 0.
 *
 * Complexity: O(n²).
 *
 * Reference: Newman and Girvan, 2004; Reichardt and Bornholdt, 2006, for γ.
 *
 * @param A the adjacency matrix, n x n, nonnegative, symmetric
 * @param labels the community of each node, whole numbers
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NEGATIVE`; `ERR_SHAPE`; `ERR_INVALID_MATRIX` where A is not
 *   symmetric; `ERR_INVALID_OPTION`
 *
 * @example
 * modularity([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], [0, 0, 1, 1])   // 0.5
 */
export function modularity(A: MatrixLike, labels: Labels, options?: ModularityOptions): number {
  const { resolution } = checkOptions('modularity', options, { resolution: optional(positive(), 1) })
  const matrix = toMatrix(A, 'A')
  try {
    checkNonnegative(matrix, 'A')
    checkSymmetric('A', matrix)
    const n = matrix.rows
    const { ranks, clusters } = ranked(labels, 'labels')
    if (labels.length !== n) throw invalidOption('labels', labels, `${n} labels, one for each node`, 'ERR_SHAPE')
    return gainOver(matrix.toArray(), ranks, clusters, resolution)
  } finally {
    if (matrix !== A) matrix.dispose()
  }
}

function gainOver(A: ArrayLike<number>, ranks: Uint32Array, clusters: number, resolution: number): number {
  const n = ranks.length
  const [inside, degrees] = [new Float64Array(clusters), new Float64Array(clusters)]
  ranks.forEach((community, i) => {
    for (let j = 0; j < n; j++) {
      const weight = A[i * n + j] as number
      degrees[community] = (degrees[community] as number) + weight
      if (ranks[j] === community) inside[community] = (inside[community] as number) + weight
    }
  })
  const total = degrees.reduce((sum, degree) => sum + degree, 0)
  if (total === 0) return 0
  return inside.reduce((sum, weight, k) => {
    const share = (degrees[k] as number) / total
    return sum + weight / total - resolution * share * share
  }, 0)
}
