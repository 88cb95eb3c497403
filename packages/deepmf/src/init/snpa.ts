import type { Arena, Value } from '../problem/arena.js'
import { download, upload } from '../problem/transfer.js'
import type { Initialiser } from './start.js'

/** Inner steps of each projection onto the hull of the columns found so far; the start is warm. */
const STEPS = 20

/**
 * W starts as columns of the target itself, chosen by the successive nonnegative projection
 * algorithm (De Handschutter, thesis, algorithm 3; Gillis, 2014), H as the coordinates of all
 * columns in their hull with the origin, which sum to at most one.
 *
 * Where the target has fewer independent columns than `rank`, the columns that are left get random
 * entries of its size, with coordinates of zero, so that the fit can put them to use.
 */
export function snpa(seed: number): Initialiser {
  return {
    name: 'snpa',
    *start(arena, target, rank, layer) {
      const H = arena.allocate(rank, target.cols)
      const chosen = yield* choose(arena, target, H)
      const W = selectColumns(arena, target, chosen, rank)
      if (chosen.length < rank) fillColumns(arena, target, W, chosen.length, seed, layer)
      return { W, H }
    },
  }
}

/** At most as many columns of the target as H has rows, with a pause after each. */
function* choose(arena: Arena, target: Value, H: Value): Generator<undefined, Uint32Array, void> {
  const { kernels } = arena.backend
  const products = arena.allocate(H.rows, H.cols)
  const residuals = arena.allocate(2, H.cols)
  let chosen = new Uint32Array()
  while (chosen.length < Math.min(H.rows, H.cols)) {
    const next = kernels.snpaRound(H.id, products.id, residuals.id, target.id, chosen, STEPS)
    if (next < 0) break
    chosen = Uint32Array.from([...chosen, next])
    yield
  }
  for (const value of [products, residuals]) arena.discard(value)
  return chosen
}

function selectColumns(arena: Arena, target: Value, chosen: Uint32Array, rank: number): Value {
  const source = download(arena, target)
  const columns = new Float64Array(target.rows * rank)
  for (let row = 0; row < target.rows; row++) {
    for (let k = 0; k < chosen.length; k++) {
      columns[row * rank + k] = source[row * target.cols + (chosen[k] as number)] as number
    }
  }
  return upload(arena, target.rows, rank, columns)
}

function fillColumns(arena: Arena, target: Value, W: Value, from: number, seed: number, layer: number): void {
  const { kernels } = arena.backend
  const noise = arena.allocate(W.rows, W.cols)
  kernels.randomFill(noise.id, 'uniform', 0, 1, seed, 2 * layer)
  const mean = kernels.sum(target.id) / (target.rows * target.cols)
  const scales = Float64Array.from({ length: W.cols }, (_, k) => (k < from ? 0 : 2 * mean))
  const scale = upload(arena, 1, W.cols, scales)
  kernels.scaleColumns(noise.id, scale.id)
  kernels.axpby(W.id, 1, noise.id, 1)
  for (const value of [noise, scale]) arena.discard(value)
}
