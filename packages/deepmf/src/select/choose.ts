import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'

/** Inner steps of each projection onto the hull of the columns found so far; the start is warm. */
const STEPS = 20

/** At most as many columns of X as H has rows, by successive nonnegative projection, which leaves the weights in H. */
export function* chooseNonnegative(arena: Arena, X: Value, H: Value): Rounds<Uint32Array> {
  const { kernels } = arena.backend
  const products = arena.allocate(H.rows, H.cols)
  const residuals = arena.allocate(2, H.cols)
  const round = X.entries === undefined ? kernels.snpaRound : kernels.sparseSnpaRound
  const chosen = yield* choose(Math.min(H.rows, H.cols), (before) =>
    round(H.id, products.id, residuals.id, X.id, before, STEPS),
  )
  for (const value of [products, residuals]) arena.discard(value)
  return chosen
}

/** At most `count` columns of X, by successive projection. */
export function* chooseSuccessive(arena: Arena, X: Value, count: number): Rounds<Uint32Array> {
  const { kernels } = arena.backend
  const basis = arena.allocate(count, X.rows)
  const residuals = arena.allocate(2, X.cols)
  const chosen = yield* choose(Math.min(count, X.cols), (before) =>
    kernels.spaRound(basis.id, residuals.id, X.id, before),
  )
  for (const value of [basis, residuals]) arena.discard(value)
  return chosen
}

/** Rounds until `count` columns are chosen or none is left to be told apart, with a pause after each. */
function* choose(count: number, round: (before: Uint32Array) => number): Rounds<Uint32Array> {
  let chosen = new Uint32Array()
  while (chosen.length < count) {
    const next = round(chosen)
    if (next < 0) break
    chosen = Uint32Array.from([...chosen, next])
    yield
  }
  return chosen
}
