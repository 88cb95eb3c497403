import type { Constraint } from '../../../constraints/constraint.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { X } from '../names.js'
import { type FactorFit, factorFit } from '../results/factor-fit.js'
import type { FitReport } from '../run/report.js'
import type { Session } from '../run/session.js'

/** What the basis vectors are mixtures of. */
export interface MixturePoints {
  /** m x d, the points; `undefined` where they are all the samples. */
  readonly Y: Matrix | undefined
  /** Which samples the points are, where they were chosen among them. */
  readonly indices: Uint32Array | undefined
}

/** What all models of archetypes find. */
export interface ArchetypeFit extends FactorFit<'W' | 'H' | 'A'>, MixturePoints {
  /** m x r, the archetypes. */
  readonly W: Matrix
  /** r x n: one sample a column. */
  readonly H: Matrix
  /** d x r: what archetypes are made of, the weights of the points of one archetype a column. */
  readonly A: Matrix
}

/** How such a model is made. */
interface Mixture<Weights extends string> {
  /** The name of the points in chains, and of their weights. */
  readonly points: string
  readonly weights: Weights
  readonly indices: Uint32Array | undefined
  /** The set of the coefficients of new samples, and what their data may be. */
  readonly coefficients: Constraint
  readonly sign: 'nonnegative' | 'any'
}

/** The factors as they are now: W = Y A, unless the model has a W of its own. */
export function mixtureFit<Weights extends string>(
  { expressions, take }: Session,
  report: FitReport,
  { points, weights, indices, coefficients, sign }: Mixture<Weights>,
): FactorFit<'W' | 'H' | Weights> & MixturePoints {
  if (!expressions.has('W')) expressions.define('W', expressions.product([points, weights]))
  const Y = points === X ? undefined : take(points)
  const factors = { W: take('W'), H: take('H'), [weights]: take(weights), ...(Y && { Y }) }
  const fit = factorFit<'W' | 'H' | Weights>(report, {
    factors: factors as Record<'W' | 'H' | Weights, Matrix>,
    chain: ['W', 'H'],
    transform: { constraint: coefficients, sign },
  })
  return { ...fit, Y, indices }
}
