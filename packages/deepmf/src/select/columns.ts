import type { Arena, Value } from '../problem/arena.js'
import { selectColumns } from '../problem/products.js'
import type { Rounds } from '../problem/rounds.js'
import { chooseNonnegative, chooseSuccessive } from './choose.js'
import { chooseFurthest } from './furthest-sum.js'

/** From one to `count` columns, each farthest from the hull of those before and the origin. */
export function* extremeColumns(arena: Arena, points: Value, count: number): Rounds<Uint32Array> {
  const weights = arena.allocate(count, points.cols)
  const chosen = yield* chooseNonnegative(arena, points, weights)
  arena.discard(weights)
  return orFirst(chosen)
}

/** From one to `count` columns of a dense matrix, each with the largest part orthogonal to those before. */
export function* independentColumns(arena: Arena, points: Value, count: number): Rounds<Uint32Array> {
  return orFirst(yield* chooseSuccessive(arena, points, count))
}

/** From one to `count` columns of a dense matrix that are far from each other. */
export function* furthestColumns(arena: Arena, points: Value, count: number): Rounds<Uint32Array> {
  return orFirst(yield* chooseFurthest(arena, points, count))
}

/** Where all columns are alike, none stands out, and the first will do. */
export const orFirst = (chosen: Uint32Array) => (chosen.length === 0 ? Uint32Array.of(0) : chosen)

/** Columns of a dense or sparse matrix, dense. */
export function columnsOf(arena: Arena, from: Value, columns: Uint32Array): Value {
  const out = arena.allocate(from.rows, columns.length)
  selectColumns(arena.backend.kernels, out, from, columns)
  return out
}
