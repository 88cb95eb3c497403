import { type LouvainLevel, louvain } from '../cluster/louvain.js'
import type { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import type { Arena, Value } from '../problem/arena.js'
import { upload } from '../problem/transfer.js'
import { fillColumns } from './fill.js'

/**
 * A start of X ≈ W Wᵀ from the communities of the graph X: every column of W is one for the nodes of a community (De
 * Handschutter, thesis, section 6.4.1). They are those of the coarsest level of Louvain's method that has `rank` of them or
 * more, the largest first; nodes of others belong to all columns a little. Columns that are left get random entries.
 */
export function communityColumns(
  arena: Arena,
  target: Value,
  graph: Matrix | SparseMatrix,
  rank: number,
  seed: number,
): Value {
  const levels = louvain(graph)
  const level = (levels.findLast(({ communities }) => communities >= rank) ?? levels[0]) as LouvainLevel
  const columnOf = largestFirst(level)
  const entries = new Float64Array(target.rows * rank)
  level.labels.forEach((label, i) => {
    const k = columnOf[label] as number
    if (k < rank) entries[i * rank + k] = 1
    else entries.fill(1 / rank, i * rank, (i + 1) * rank)
  })
  const W = upload(arena, target.rows, rank, entries)
  fillColumns(arena, target, W, Math.min(rank, level.communities), seed, 0)
  return W
}

/** The place of each community when the largest comes first, equal ones by index. */
function largestFirst({ labels, communities }: LouvainLevel): Uint32Array {
  const sizes = new Uint32Array(communities)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const order = Array.from(sizes.keys()).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
  const place = new Uint32Array(communities)
  order.forEach((community, k) => {
    place[community] = k
  })
  return place
}
