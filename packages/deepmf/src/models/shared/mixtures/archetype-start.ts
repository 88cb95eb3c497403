import type { Constraint } from '../../../constraints/constraint.js'
import { projectInPlace } from '../../../constraints/in-place.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Rounds } from '../../../problem/rounds.js'
import { copyOf, upload } from '../../../problem/transfer.js'
import { solveCoefficients } from '../../../select/coefficients.js'
import { columnsOf } from '../../../select/columns.js'
import { X } from '../names.js'

/**
 * Starts archetypes as points: defines A (points x rank), each column all on one of the points `chosen`, and H, the
 * samples' coefficients for them in `set`. Where fewer were chosen than archetypes are wanted, some are there twice.
 */
export function* startAtPoints(
  expressions: Expressions,
  points: string,
  chosen: Uint32Array,
  rank: number,
  set: Constraint,
): Rounds<void> {
  const { arena, kernels } = expressions
  const all = expressions.named(points)
  const each = Uint32Array.from({ length: rank }, (_, k) => chosen[k % chosen.length] as number)
  expressions.define('A', upload(arena, all.cols, rank, indicators(all.cols, each)))
  const data = expressions.named(X)
  const H = arena.allocate(rank, data.cols)
  projectInPlace(kernels, H.id, set)
  yield
  const W = columnsOf(arena, all, each)
  solveCoefficients(arena, data, W, H, set.projection, set.parameters)
  arena.discard(W)
  expressions.define('H', H)
}

/** Row by row, a one in column k of row `rows[k]`. */
function indicators(count: number, rows: Uint32Array): Float64Array {
  const entries = new Float64Array(count * rows.length)
  rows.forEach((row, k) => {
    entries[row * rows.length + k] = 1
  })
  return entries
}

/** Defines W as a matrix of its own, which starts as Y A. */
export function defineArchetypes(expressions: Expressions, points: string): void {
  expressions.define('W', copyOf(expressions.arena, expressions.product([points, 'A'])))
}
