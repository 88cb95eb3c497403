import { nonnegative } from '../../constraints/nonnegative.js'
import type { Matrix } from '../../matrix/matrix.js'
import { hoyerSparsity } from '../../metrics/hoyer.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { type FactorSparsity, penaltiesOf, sparseSets } from './problem.js'

/** The result of {@link sparseNMF}. */
export interface SparseNMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
  /** What came of it: the mean of {@link hoyerSparsity} over the columns of W, and over the rows of H. */
  readonly hoyer: { readonly W: number; readonly H: number }
}

/** What is said of rows of H, or of H as a whole, is about the samples of the fit; new ones keep what is said of columns. */
export function sparseNMFFit(session: Session, report: FitReport, sparsity: FactorSparsity): SparseNMFFit {
  const set = sparseSets(sparsity).H
  const ofSamples = set.along === 'columns' && !set.projection.includes('grouped')
  const regularisers = penaltiesOf(sparsity.H).filter(({ side }) => side !== 'right')
  const [W, H] = [session.take('W'), session.take('H')]
  return {
    ...factorFit<'W' | 'H'>(report, {
      factors: { W, H },
      chain: ['W', 'H'],
      transform: { constraint: ofSamples ? set : nonnegative(), regularisers, sign: 'nonnegative' },
    }),
    hoyer: {
      W: mean(Array.from({ length: W.cols }, (_, k) => hoyerSparsity(W.column(k)))),
      H: mean(H.toRows().map((row) => hoyerSparsity(row))),
    },
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
