import { simplexColumns } from '../../constraints/simplex.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import type { BasisName } from './problem.js'

/** The result of {@link simplexNMF}. */
export interface SimplexNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r: the vertices, one a column. */
  readonly W: Matrix
  /** r x n: the proportions of one sample a column, which sum to one. */
  readonly H: Matrix
}

export const simplexNMFFit = (session: Session, report: FitReport, basis: BasisName): SimplexNMFFit =>
  factorFit<'W' | 'H'>(report, {
    factors: { W: session.take('W'), H: session.take('H') },
    chain: ['W', 'H'],
    transform: { constraint: simplexColumns(), sign: basis === 'free' ? 'any' : 'nonnegative' },
  })
