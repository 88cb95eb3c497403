import { nonnegative } from '../../constraints/nonnegative.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import { labelsOfRows } from '../shared/results/labels.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link symNMF}. `transform` takes the similarities of new samples to the n of the fit, n x n'. */
export interface SymNMFFit extends FactorFit<'W' | 'H'> {
  /** n x r, nonnegative: how much every node belongs to each community. */
  readonly W: Matrix
  /** r x n: the transpose of W. */
  readonly H: Matrix
  /** The community to which every node belongs most; -1 for a node that belongs to none. */
  readonly labels: Int32Array
}

export function symNMFFit(session: Session, report: FitReport): SymNMFFit {
  const factors = { W: session.take('W'), H: session.take('H') }
  const fit = factorFit<'W' | 'H'>(report, {
    factors,
    chain: ['W', 'H'],
    transform: { constraint: nonnegative(), sign: 'nonnegative' },
  })
  return { ...fit, labels: labelsOfRows(factors.W) }
}
