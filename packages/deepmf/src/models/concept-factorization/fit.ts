import { nonnegative } from '../../constraints/nonnegative.js'
import { multiplyColumns, multiplyRows } from '../../init/normalise.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Expressions } from '../../problem/expressions.js'
import { download } from '../../problem/transfer.js'
import { X } from '../shared/names.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import type { KernelName } from './options.js'
import { kernelTransform } from './transform.js'

/** The result of {@link conceptFactorization}. */
export interface ConceptFactorizationFit extends FactorFit<'W' | 'H' | 'C'> {
  /** X C: the concepts, m x r, of length one; with a precomputed kernel n x r, how alike samples and concepts are. */
  readonly W: Matrix
  /** r x n, nonnegative: how much of every concept is in a sample, one a column. */
  readonly H: Matrix
  /** n x r, nonnegative: how much of every sample is in a concept. */
  readonly C: Matrix
}

/** @param samples the name of the samples' coordinates in chains */
export function conceptFit(
  session: Session,
  report: FitReport,
  samples: string,
  kernel: KernelName,
): ConceptFactorizationFit {
  const { expressions, take } = session
  normaliseConcepts(expressions, samples)
  expressions.define('W', expressions.product([X, 'C']))
  const factors = { W: take('W'), H: take('H'), C: take('C') }
  const transform =
    kernel === 'linear'
      ? ({ constraint: nonnegative(), sign: 'nonnegative' } as const)
      : kernelTransform(factors, report)
  return factorFit<'W' | 'H' | 'C'>(report, { factors, chain: ['W', 'H'], transform })
}

/** Brings concepts to length one, `c_kᵀ K c_k = 1`, and what they lose to H (Xu and Gong, 2004, section 3.2). */
function normaliseConcepts(expressions: Expressions, samples: string): void {
  const { arena, kernels } = expressions
  const concepts = expressions.product([samples, 'C'])
  const squares = arena.allocate(1, concepts.cols)
  kernels.columnNormsSquared(squares.id, concepts.id)
  const lengths = download(arena, squares).map((square) => (square > 0 ? Math.sqrt(square) : 1))
  arena.discard(squares)
  multiplyColumns(
    arena,
    expressions.named('C'),
    lengths.map((length) => 1 / length),
  )
  multiplyRows(arena, expressions.named('H'), lengths)
  for (const name of ['C', 'H']) expressions.touch(name)
}
