import { checkSymmetricSparse } from '../linalg/symmetric.js'
import type { DataLike } from '../matrix/index.js'
import { checkNonnegative, isSparseMatrix } from '../matrix/internals.js'
import { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { checkOptions, optional, positive } from '../options/index.js'
import { type Graph, joined, moved } from './louvain-rounds.js'

/** Options of {@link louvain}. */
export interface LouvainOptions {
  /** γ: above 1 communities become smaller, below 1 larger; default 1. */
  readonly resolution?: number
}

/** A partition of the nodes, one of a series that grows coarser. */
export interface LouvainLevel {
  /** The community of every node: whole numbers from 0, counted as they appear. */
  readonly labels: Uint32Array
  /** How many communities there are. */
  readonly communities: number
  /** Newman's modularity of the partition. */
  readonly modularity: number
}

/**
 * The method of Louvain: communities of a graph, from many small ones to few large ones. Every node goes to the neighbouring
 * community that raises the modularity most, again and again until none moves; then communities become nodes, and so on.
 * The numbers of communities of the levels are what the thesis takes for the ranks of a deep symmetric factorization.
 *
 * Nodes are visited by their index, and the first of equal communities wins: the result is the same everywhere. A graph
 * without edges has one level in which every node is alone.
 *
 * Complexity: O(edges) for every round, of which there are few.
 *
 * Reference: Blondel, Guillaume, Lambiotte, Lefebvre (2008); De Handschutter, thesis (2023), section 6.4.1.
 *
 * @param A the adjacency matrix, n x n, nonnegative, symmetric; dense or sparse
 * @returns the levels, the finest first; none has a lower modularity than the one before it
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_NEGATIVE`; `ERR_INVALID_MATRIX` where A is not symmetric
 *
 * @example
 * const levels = louvain(adjacency)
 * levels.map(({ communities }) => communities)   // [40, 9, 5]
 */
export function louvain(A: DataLike, options?: LouvainOptions): LouvainLevel[] {
  const { resolution } = checkOptions('louvain', options, { resolution: optional(positive(), 1) })
  let graph = graphOf(A)
  const total = graph.degrees.reduce((sum, degree) => sum + degree, 0)
  let labels = Uint32Array.from({ length: graph.nodes }, (_, i) => i)
  const levels: LouvainLevel[] = []
  for (;;) {
    const communities = moved(graph, resolution, total)
    const next = joined(graph, communities)
    if (levels.length > 0 && next.nodes === graph.nodes) return levels
    labels = labels.map((node) => communities[node] as number)
    levels.push({ labels, communities: next.nodes, modularity: modularityOf(next, resolution, total) })
    if (next.nodes === graph.nodes) return levels
    graph = next
  }
}

/** Of the partition whose communities are the nodes. */
function modularityOf({ nodes, starts, indices, values, degrees }: Graph, resolution: number, total: number): number {
  if (total === 0) return 0
  let result = 0
  for (let c = 0; c < nodes; c++) {
    const share = (degrees[c] as number) / total
    for (let k = starts[c] as number; k < (starts[c + 1] as number); k++) {
      if (indices[k] === c) result += (values[k] as number) / total
    }
    result -= resolution * share * share
  }
  return result
}

function graphOf(A: DataLike): Graph {
  const sparse = isSparseMatrix(A) ? A : SparseMatrix.fromDense(A)
  try {
    checkNonnegative(sparse, 'A')
    checkSymmetricSparse('A', sparse)
    const { rows } = sparse
    const { starts, indices, values: weights } = sparse.toCSR()
    const values = Float64Array.from(weights)
    const degrees = Float64Array.from({ length: rows }, (_, i) =>
      values.subarray(starts[i], starts[i + 1]).reduce((sum, weight) => sum + weight, 0),
    )
    return { nodes: rows, starts, indices, values, degrees }
  } finally {
    if (sparse !== A) sparse.dispose()
  }
}
