import { multiplyColumns } from '../../init/normalise.js'
import type { Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import { download } from '../../problem/transfer.js'
import { a, modes } from './contractions.js'

/**
 * Gives the columns of all factors a length of one and their scales to λ, which is returned, and orders the components by
 * it, the largest first. The columns of a component that is zero in some mode are left zero there.
 */
export function normaliseFactors(expressions: Expressions, order: number): Float64Array {
  const factors = modes(0, order).map((mode) => expressions.named(a(mode)))
  const lengths = factors.map((factor) => columnLengths(expressions, factor))
  const weights = Float64Array.from({ length: factors[0]?.cols ?? 0 }, (_, c) =>
    lengths.reduce((product, of) => product * (of[c] as number), 1),
  )
  const weight = (c: number) => weights[c] as number
  const ordered = Uint32Array.from(weights.keys()).sort((b, c) => weight(c) - weight(b) || b - c)
  for (const [mode, factor] of factors.entries()) {
    const inverses = (lengths[mode] as Float64Array).map((length) => (length > 0 ? 1 / length : 0))
    multiplyColumns(expressions.arena, factor, inverses)
    reorder(expressions, factor, ordered)
    expressions.touch(a(mode))
  }
  return Float64Array.from(ordered, weight)
}

function columnLengths({ arena, kernels }: Expressions, factor: Value): Float64Array {
  const squares = arena.allocate(1, factor.cols)
  kernels.columnNormsSquared(squares.id, factor.id)
  const lengths = download(arena, squares).map(Math.sqrt)
  arena.discard(squares)
  return lengths
}

function reorder({ arena, kernels }: Expressions, factor: Value, columns: Uint32Array): void {
  const copy = arena.allocate(factor.rows, factor.cols)
  // Added to zeros: a negative number that underflowed is a zero like any other.
  kernels.axpby(copy.id, 1, factor.id, 1)
  kernels.selectColumns(factor.id, copy.id, columns)
  arena.discard(copy)
}
