import type { Matrix } from '../../matrix/matrix.js'
import { assignment } from '../../solvers/assignment.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import { labelsOfColumns, labelsOfRows } from '../shared/results/labels.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { coefficientsSet, type OrthogonalFactor } from './problem.js'

/**
 * The result of {@link orthogonalNMF}. `transform` assigns new samples to the columns of W as they are, so its rows have
 * no length of one.
 */
export interface OrthogonalNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, nonnegative: the basis vector of one cluster a column. */
  readonly W: Matrix
  /** r x n, nonnegative: one sample a column. */
  readonly H: Matrix
  /** The cluster of every sample, with an orthogonal W of every feature; -1 where all of its numbers are zero. */
  readonly labels: Int32Array
}

export function orthogonalNMFFit(session: Session, report: FitReport, orthogonal: OrthogonalFactor): OrthogonalNMFFit {
  const factors = { W: session.take('W'), H: session.take('H') }
  const fit = factorFit<'W' | 'H'>(report, {
    factors,
    chain: ['W', 'H'],
    transform: {
      constraint: coefficientsSet(orthogonal),
      sign: 'nonnegative',
      ...(orthogonal === 'H' && { solver: assignment() }),
    },
  })
  return { ...fit, labels: orthogonal === 'H' ? labelsOfColumns(factors.H) : labelsOfRows(factors.W) }
}
