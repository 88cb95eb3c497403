import { multiplyColumns, multiplyRows, type Normalisation, normaliseStart } from '../../../init/normalise.js'
import type { Initialiser } from '../../../init/start.js'
import type { Expressions } from '../../../problem/expressions.js'
import { download } from '../../../problem/transfer.js'
import { X } from '../names.js'

/** Starts X ≈ W H and defines both factors in `expressions`, scaled as the model fixes their scale. */
export function* startFactors(
  expressions: Expressions,
  initialiser: Initialiser,
  rank: number,
  normalisation: Normalisation = 'none',
): Generator<undefined, void, void> {
  const { arena } = expressions
  const start = yield* initialiser.start(arena, expressions.named(X), rank, 0)
  normaliseStart(arena, start, normalisation, initialiser.name !== 'given')
  expressions.define('W', start.W)
  expressions.define('H', start.H)
}

/**
 * Brings the columns of W (rows of H) to a length of at most one, or with `fill` of one, and moves what is beyond it to the
 * other factor.
 */
export function scaleIntoBall(expressions: Expressions, factor: 'W' | 'H' | undefined, fill = false): void {
  if (factor === undefined) return
  const { arena, kernels } = expressions
  const [W, H] = [expressions.named('W'), expressions.named('H')]
  const squares = arena.allocate(1, W.cols)
  if (factor === 'W') kernels.columnNormsSquared(squares.id, W.id)
  else kernels.rowNormsSquared(squares.id, H.id)
  const lengths = download(arena, squares)
    .map(Math.sqrt)
    .map((length) => (fill && length > 0 ? length : Math.max(1, length)))
  arena.discard(squares)
  const inverses = lengths.map((length) => 1 / length)
  multiplyColumns(arena, W, factor === 'W' ? inverses : lengths)
  multiplyRows(arena, H, factor === 'W' ? lengths : inverses)
  for (const name of ['W', 'H']) expressions.touch(name)
}
