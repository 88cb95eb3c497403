import { nonnegative } from '../../constraints/nonnegative.js'
import { multiplyColumns, multiplyRows } from '../../init/normalise.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Expressions } from '../../problem/expressions.js'
import { normsSquared } from '../../problem/products.js'
import { download } from '../../problem/transfer.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import { labelsOfRows } from '../shared/results/labels.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link symTriNMF}. `transform` takes the similarities of new samples to the n of the fit, n x n'. */
export interface SymTriNMFFit extends FactorFit<'W' | 'S' | 'H'> {
  /** n x r, nonnegative, columns of length one: how much every node belongs to each community. */
  readonly W: Matrix
  /** r x r, nonnegative, symmetric: how strong the communities are, and how strongly two of them go together. */
  readonly S: Matrix
  /** r x n: the transpose of W. */
  readonly H: Matrix
  /** The community to which every node belongs most; -1 for a node that belongs to none. */
  readonly labels: Int32Array
}

export function symTriNMFFit(session: Session, report: FitReport): SymTriNMFFit {
  fixScale(session.expressions)
  const factors = { W: session.take('W'), S: session.take('S'), H: session.take('H') }
  const fit = factorFit<'W' | 'S' | 'H'>(report, {
    factors,
    chain: ['W', 'S', 'H'],
    transform: { constraint: nonnegative(), sign: 'nonnegative' },
  })
  return { ...fit, labels: labelsOfRows(factors.W) }
}

/** In `W S Wᵀ = (W D⁻¹)(D S D)(D⁻¹ Wᵀ)` any diagonal D is free: the one that gives columns of W a length of one. */
function fixScale(expressions: Expressions): void {
  const { arena, kernels } = expressions
  const [W, S, H] = [expressions.named('W'), expressions.named('S'), expressions.named('H')]
  const squares = arena.allocate(1, W.cols)
  normsSquared(kernels, squares, W, 'columns')
  const lengths = download(arena, squares).map((square) => (square > 0 ? Math.sqrt(square) : 1))
  arena.discard(squares)
  const inverses = lengths.map((length) => 1 / length)
  multiplyColumns(arena, W, inverses)
  kernels.transpose(H.id, W.id)
  multiplyRows(arena, S, lengths)
  multiplyColumns(arena, S, lengths)
}
