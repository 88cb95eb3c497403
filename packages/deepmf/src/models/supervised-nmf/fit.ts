import { nonnegative } from '../../constraints/nonnegative.js'
import type { DataLike } from '../../matrix/index.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import { labelsOfColumns } from '../shared/results/labels.js'
import type { TransformOptions } from '../shared/results/transform-options.js'
import { productOf } from '../shared/run/product.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link supervisedNMF}. `transform` finds the S of new samples from their data alone. */
export interface SupervisedNMFFit extends FactorFit<'A' | 'B' | 'S'> {
  /** m x r, nonnegative: one topic a column. */
  readonly A: Matrix
  /** P x r, nonnegative: how much each topic tells of each class. */
  readonly B: Matrix
  /** r x n, nonnegative: one sample a column. */
  readonly S: Matrix
  /** The largest entry of every column of B S: the class that the fit gives its samples; -1 where there is none. */
  readonly labels: Int32Array
  /** The share of the samples with a known class that get it. */
  readonly accuracy: number
  /** The classes of new samples, from their data alone: the largest entries of B S. */
  predict(data: DataLike, options?: TransformOptions): Promise<Int32Array>
  /** The same without a pause. */
  predictSync(data: DataLike, options?: Omit<TransformOptions, 'signal'>): Int32Array
}

export function supervisedNMFFit(session: Session, report: FitReport, classes: Int32Array): SupervisedNMFFit {
  const factors = { A: session.take('A'), B: session.take('B'), S: session.take('S') }
  const fit = factorFit<'A' | 'B' | 'S'>(report, {
    factors,
    chain: ['A', 'S'],
    transform: { constraint: nonnegative(), sign: 'nonnegative' },
  })
  const classesOf = (S: Matrix) => {
    const scores = productOf(report, [factors.B, S])
    const labels = labelsOfColumns(scores)
    scores.dispose()
    return labels
  }
  const predicted = (S: Matrix) => {
    const labels = classesOf(S)
    S.dispose()
    return labels
  }
  const labels = classesOf(factors.S)
  const known = classes.filter((label) => label >= 0).length
  const right = classes.filter((label, j) => label >= 0 && label === labels[j]).length
  return {
    ...fit,
    labels,
    accuracy: right / known,
    predict: async (data, options) => predicted(await fit.transform(data, options)),
    predictSync: (data, options) => predicted(fit.transformSync(data, options)),
  }
}
