import type { Matrix } from '../../matrix/matrix.js'
import { defineProduct } from '../shared/archetypes.js'
import { type CoefficientsName, coefficientSet } from '../shared/coefficients.js'
import { type FactorFit, factorFit } from '../shared/factor-fit.js'
import { X } from '../shared/names.js'
import type { FitReport } from '../shared/report.js'
import type { Session } from '../shared/session.js'

/** The result of {@link ncaa}. */
export interface NCAAFit extends FactorFit<'W' | 'H' | 'A'> {
  /** m x r, the archetypes: Y A. */
  readonly W: Matrix
  /** r x n: one sample a column. */
  readonly H: Matrix
  /** d x r, near-convex weights: column k sums to one, with entries of -epsilon[k] or more. */
  readonly A: Matrix
  /** m x d, the points; `undefined` where they are all the samples. */
  readonly Y: Matrix | undefined
  /** Which samples the points are, where they are samples. */
  readonly indices: Uint32Array | undefined
  /** How far every archetype may be outside of the hull of the points. */
  readonly epsilon: readonly number[]
}

interface Found {
  readonly points: string
  readonly indices: Uint32Array | undefined
  readonly epsilon: readonly number[]
  readonly coefficients: CoefficientsName
}

export function ncaaFit(session: Session, report: FitReport, found: Found): NCAAFit {
  const { points, indices, epsilon, coefficients } = found
  defineProduct(session.expressions, 'W', [points, 'A'])
  const [W, H, A] = [session.take('W'), session.take('H'), session.take('A')]
  const Y = points === X ? undefined : session.take(points)
  const fit = factorFit<'W' | 'H' | 'A'>(report, {
    factors: { W, H, A, ...(Y === undefined ? {} : { Y }) },
    chain: ['W', 'H'],
    transform: { constraint: coefficientSet(coefficients), sign: 'any' },
  })
  return { ...fit, Y, indices, epsilon: [...epsilon] }
}
