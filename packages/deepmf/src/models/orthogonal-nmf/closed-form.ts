import { gramOf, mergeColumns, spread } from '../../cluster/merging.js'
import type { Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import { multiply } from '../../problem/products.js'
import type { Rounds } from '../../problem/rounds.js'
import { upload } from '../../problem/transfer.js'
import { X } from '../shared/names.js'
import type { OrthogonalFactor } from './problem.js'

/**
 * The best factors where two samples at most are put together: the pair for which that costs least, in closed form (De
 * Handschutter, thesis, section 6.1.2.1, algorithm 12). Defines W and H in `expressions`.
 */
export function* closedForm(expressions: Expressions, rank: number, orthogonal: OrthogonalFactor): Rounds<void> {
  const { arena, kernels } = expressions
  const data = expressions.named(X)
  const samples = samplesOf(expressions, orthogonal)
  const gram = gramOf(arena, samples)
  const [grouping] = yield* mergeColumns(arena, gram, [rank])
  const { labels, weights } = grouping as NonNullable<typeof grouping>
  const n = samples.cols
  for (const value of [samples, gram]) arena.discard(value)
  const wide = upload(arena, rank, n, spread(labels, weights, rank))
  if (orthogonal === 'H') {
    const W = arena.allocate(data.rows, rank)
    multiply(kernels, W, false, true, data, wide)
    expressions.define('W', W)
    expressions.define('H', wide)
    return
  }
  const [W, H] = [arena.allocate(n, rank), arena.allocate(rank, data.cols)]
  kernels.transpose(W.id, wide.id)
  arena.discard(wide)
  multiply(kernels, H, true, false, W, data)
  expressions.define('W', W)
  expressions.define('H', H)
}

/** What is put together, as columns of a dense matrix: with so many basis vectors it is no larger than a factor. */
function samplesOf(expressions: Expressions, orthogonal: OrthogonalFactor): Value {
  const { arena, kernels } = expressions
  const data = expressions.named(X)
  const dense = arena.allocate(data.rows, data.cols)
  if (data.entries === undefined) kernels.copy(dense.id, data.id)
  else kernels.sparseToDense(dense.id, data.id)
  if (orthogonal === 'H') return dense
  const turned = arena.allocate(data.cols, data.rows)
  kernels.transpose(turned.id, dense.id)
  arena.discard(dense)
  return turned
}
