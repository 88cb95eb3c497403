import { nonnegative } from '../../constraints/nonnegative.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
import { type FactorFit, type FactorTransform, factorFit, type TransformPlanner } from '../shared/factor-fit.js'
import type { FitReport } from '../shared/report.js'
import type { TransformOptions } from '../shared/transform.js'
import { type NMFSetting, nmfSets, penaltiesOf } from './problem.js'

/** Options of the `transform` of {@link NMFFit}. */
export interface NMFTransformOptions extends TransformOptions {
  /** Weights of the new entries, 0 for a missing one, where the fit had a loss other than Frobenius or weights itself. */
  weights?: MatrixLike
}

/** How new samples get their H. */
export type NMFTransform = TransformPlanner<NMFTransformOptions>

/** The result of {@link nmf}. */
export interface NMFFit extends FactorFit<'W' | 'H', NMFTransformOptions> {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
}

/** The fit of the squared error. */
export function frobeniusFit(W: Matrix, H: Matrix, report: FitReport, setting: NMFSetting): NMFFit {
  // Sets that speak of the rows of H are about the samples of the fit.
  const set = nmfSets(setting).H
  const constraint = set.along === 'rows' ? nonnegative() : set
  return nmfFit(W, H, report, { constraint, regularisers: penaltiesOf(setting, 'H'), sign: 'nonnegative' })
}

export const nmfFit = (
  W: Matrix,
  H: Matrix,
  report: FitReport,
  transform: FactorTransform<NMFTransformOptions>,
): NMFFit => factorFit<'W' | 'H', NMFTransformOptions>(report, { factors: { W, H }, chain: ['W', 'H'], transform })
