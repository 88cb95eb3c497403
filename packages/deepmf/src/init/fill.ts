import type { Arena, Value } from '../problem/arena.js'
import { selectColumns, sum } from '../problem/products.js'
import { upload } from '../problem/transfer.js'

/** A basis with `rank` columns, the first of them `chosen` columns of the target; the others are for the fit to use. */
export function chosenColumns(
  arena: Arena,
  target: Value,
  chosen: Uint32Array,
  rank: number,
  seed: number,
  layer: number,
): Value {
  const W = arena.allocate(target.rows, rank)
  // Columns that are missing are column 0 for now.
  const columns = Uint32Array.from({ length: rank }, (_, k) => chosen[k] ?? 0)
  selectColumns(arena.backend.kernels, W, target, columns)
  fillColumns(arena, target, W, chosen.length, seed, layer)
  return W
}

/** Random entries of the size of the target's in the columns of W from `from` on. */
export function fillColumns(arena: Arena, target: Value, W: Value, from: number, seed: number, layer: number): void {
  if (from >= W.cols) return
  const { kernels } = arena.backend
  const noise = arena.allocate(W.rows, W.cols)
  kernels.randomFill(noise.id, 'uniform', 0, 1, seed, 2 * layer)
  const mean = sum(kernels, target) / (target.rows * target.cols)
  const part = (inside: number, outside: number) =>
    upload(
      arena,
      1,
      W.cols,
      Float64Array.from({ length: W.cols }, (_, k) => (k < from ? inside : outside)),
    )
  const [keep, scale] = [part(1, 0), part(0, 2 * mean)]
  kernels.scaleColumns(W.id, keep.id)
  kernels.scaleColumns(noise.id, scale.id)
  kernels.axpby(W.id, 1, noise.id, 1)
  for (const value of [noise, keep, scale]) arena.discard(value)
}
