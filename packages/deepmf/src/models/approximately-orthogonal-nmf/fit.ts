import { nonnegative } from '../../constraints/nonnegative.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import { labelsOfColumns, labelsOfRows } from '../shared/results/labels.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { type NearOrthogonality, orthogonality } from './problem.js'

/** The result of {@link approximatelyOrthogonalNMF}. */
export interface ApproximatelyOrthogonalNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, nonnegative: one feature a column. */
  readonly W: Matrix
  /** r x n, nonnegative: one sample a column. */
  readonly H: Matrix
  /** The largest entry of every column of H, for `orthogonal: 'W'` of every row of W; -1 where there is none. */
  readonly labels: Int32Array
}

export function approximatelyOrthogonalNMFFit(
  session: Session,
  report: FitReport,
  { orthogonal, orthogonalityWeight }: NearOrthogonality,
): ApproximatelyOrthogonalNMFFit {
  const factors = { W: session.take('W'), H: session.take('H') }
  const fit = factorFit<'W' | 'H'>(report, {
    factors,
    chain: ['W', 'H'],
    transform: {
      constraint: nonnegative(),
      sign: 'nonnegative',
      ...(orthogonal === 'H' && { regularisers: orthogonality(orthogonal, orthogonalityWeight) }),
    },
  })
  return { ...fit, labels: orthogonal === 'H' ? labelsOfColumns(factors.H) : labelsOfRows(factors.W) }
}
