import type { Matrix } from '../../matrix/matrix.js'
import { type CoefficientsName, coefficientSet } from '../shared/mixtures/coefficients.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link separableNMF}. */
export interface SeparableNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r: the columns of X that were chosen. */
  readonly W: Matrix
  /** r x n: one sample a column. */
  readonly H: Matrix
  /** Which columns they are, in the order in which they were chosen. */
  readonly indices: Uint32Array
}

export function separableNMFFit(
  session: Session,
  report: FitReport,
  indices: Uint32Array,
  coefficients: CoefficientsName,
): SeparableNMFFit {
  const fit = factorFit<'W' | 'H'>(report, {
    factors: { W: session.take('W'), H: session.take('H') },
    chain: ['W', 'H'],
    transform: { constraint: coefficientSet(coefficients), sign: 'nonnegative' },
  })
  return { ...fit, indices }
}
