import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { type MinVolNormalisation, minVolSets } from './problem.js'

/** The result of {@link minVolNMF}. */
export interface MinVolNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, nonnegative: the vertices, one a column. */
  readonly W: Matrix
  /** r x n, nonnegative: the proportions of one sample a column. */
  readonly H: Matrix
  /** The weight λ of the volume, given or found at the start. */
  readonly volumeWeight: number
}

export const minVolNMFFit = (
  session: Session,
  report: FitReport,
  normalisation: MinVolNormalisation,
  volumeWeight: number,
): MinVolNMFFit => ({
  ...factorFit<'W' | 'H'>(report, {
    factors: { W: session.take('W'), H: session.take('H') },
    chain: ['W', 'H'],
    transform: { constraint: minVolSets(normalisation).H, sign: 'nonnegative' },
  }),
  volumeWeight,
})
