import type { Matrix } from '../../matrix/matrix.js'
import type { MixturePoints } from '../shared/mixtures/fit.js'
import type { FactorFit } from '../shared/results/factor-fit.js'

/** The result of {@link convexNMF}. */
export interface ConvexNMFFit extends FactorFit<'W' | 'H' | 'C'>, MixturePoints {
  /** m x r: X C, or Y C. */
  readonly W: Matrix
  /** r x n, nonnegative: one sample a column. */
  readonly H: Matrix
  /** d x r, nonnegative: how much of every point is in each column of W. */
  readonly C: Matrix
}
