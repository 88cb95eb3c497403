import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'
import { download } from '../problem/transfer.js'

/** So many columns, the first ones that were chosen, are chosen again with all the others known. */
const AGAIN = 10

/**
 * At most `count` columns of X far from each other (Mørup and Hansen, 2012, section 2.5): the next one is the column with
 * the largest sum of distances to those chosen, at first to the mean. Then the oldest ones are chosen again. It ends where
 * no column is away from those chosen.
 */
export function* chooseFurthest(arena: Arena, X: Value, count: number): Rounds<Uint32Array> {
  const { kernels } = arena.backend
  const [row, point] = [arena.allocate(1, X.cols), arena.allocate(X.rows, 1)]
  kernels.columnNormsSquared(row.id, X.id)
  const norms = download(arena, row)
  const distancesToPoint = () => {
    kernels.gemm(row.id, true, false, 1, point.id, X.id, 0)
    const norm = kernels.normSquared(point.id)
    return download(arena, row).map((inner, j) => Math.sqrt(Math.max(0, (norms[j] as number) - 2 * inner + norm)))
  }
  kernels.fill(row.id, 1)
  kernels.gemm(point.id, false, true, 1 / X.cols, X.id, row.id, 0)
  const fromMean = distancesToPoint()
  let chosen: Chosen[] = []
  for (let round = 0; round < Math.min(count, X.cols) + AGAIN; round++) {
    if (chosen.length === Math.min(count, X.cols)) chosen = chosen.slice(1)
    const column = furthest(chosen.length > 0 ? sumOf(chosen) : fromMean, chosen)
    if (column < 0) break
    kernels.selectColumns(point.id, X.id, Uint32Array.of(column))
    chosen = [...chosen, { column, distances: distancesToPoint() }]
    yield
  }
  for (const value of [row, point]) arena.discard(value)
  return Uint32Array.from(chosen, ({ column }) => column)
}

/** A column that was chosen, and how far all are from it. */
interface Chosen {
  readonly column: number
  readonly distances: Float64Array
}

const sumOf = (chosen: readonly Chosen[]): Float64Array =>
  (chosen[0] as Chosen).distances.map((_, j) =>
    chosen.reduce((sum, { distances }) => sum + (distances[j] as number), 0),
  )

/** The column with the largest sum that is above zero, the first of equals, or -1. */
function furthest(sums: Float64Array, chosen: readonly Chosen[]): number {
  const taken = new Set(chosen.map(({ column }) => column))
  let best = -1
  sums.forEach((sum, j) => {
    if (sum > (best < 0 ? 0 : (sums[best] as number)) && !taken.has(j)) best = j
  })
  return best
}
