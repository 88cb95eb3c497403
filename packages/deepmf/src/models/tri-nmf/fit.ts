import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { type TriNormalisation, triSets } from '../shared/tri/factors.js'

/** The result of {@link triNMF}. */
export interface TriNMFFit extends FactorFit<'W' | 'S' | 'H'> {
  /** m x r1: one group of rows of X a column. */
  readonly W: Matrix
  /** r1 x r2: how the groups of rows and of columns go together. */
  readonly S: Matrix
  /** r2 x n: one group of columns of X a row. */
  readonly H: Matrix
}

/** Orthonormal rows of H are about the samples of the fit; new ones are nonnegative. */
export const triNMFFit = (session: Session, report: FitReport, normalisation: TriNormalisation): TriNMFFit =>
  factorFit<'W' | 'S' | 'H'>(report, {
    factors: { W: session.take('W'), S: session.take('S'), H: session.take('H') },
    chain: ['W', 'S', 'H'],
    transform: { constraint: triSets(normalisation).H, sign: 'nonnegative' },
  })
