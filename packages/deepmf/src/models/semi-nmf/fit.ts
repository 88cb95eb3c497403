import { nonnegative } from '../../constraints/nonnegative.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link semiNMF}. */
export interface SemiNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, of any sign: one feature, or centroid, a column. */
  readonly W: Matrix
  /** r x n, nonnegative: one sample a column. */
  readonly H: Matrix
}

export const semiNMFFit = (session: Session, report: FitReport): SemiNMFFit =>
  factorFit<'W' | 'H'>(report, {
    factors: { W: session.take('W'), H: session.take('H') },
    chain: ['W', 'H'],
    transform: { constraint: nonnegative(), sign: 'any' },
  })
