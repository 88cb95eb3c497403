import type { Matrix } from '../../matrix/matrix.js'
import { type CoefficientsName, coefficientSet } from './coefficients.js'
import { type FactorFit, factorFit } from './factor-fit.js'
import { X } from './names.js'
import type { FitReport } from './report.js'
import type { Session } from './session.js'

/** What all models of archetypes find. */
export interface ArchetypeFit extends FactorFit<'W' | 'H' | 'A'> {
  /** m x r, the archetypes. */
  readonly W: Matrix
  /** r x n: one sample a column. */
  readonly H: Matrix
  /** d x r: what archetypes are made of, the weights of the points of one archetype a column. */
  readonly A: Matrix
  /** m x d, the points; `undefined` where they are all the samples. */
  readonly Y: Matrix | undefined
  /** Which samples the points are, where they were chosen among them. */
  readonly indices: Uint32Array | undefined
}

/** What is known of archetypes besides their factors. */
export interface Archetypes {
  /** The name of the points in chains. */
  readonly points: string
  readonly indices: Uint32Array | undefined
  readonly coefficients: CoefficientsName
}

/** The archetypes as they are now: W = Y A, unless the model has a W of its own. */
export function archetypeFit(
  { expressions, take }: Session,
  report: FitReport,
  { points, indices, coefficients }: Archetypes,
): ArchetypeFit {
  if (!expressions.has('W')) expressions.define('W', expressions.product([points, 'A']))
  const [W, H, A] = [take('W'), take('H'), take('A')]
  const Y = points === X ? undefined : take(points)
  const fit = factorFit<'W' | 'H' | 'A'>(report, {
    factors: { W, H, A, ...(Y === undefined ? {} : { Y }) },
    chain: ['W', 'H'],
    transform: { constraint: coefficientSet(coefficients), sign: 'any' },
  })
  return { ...fit, Y, indices }
}
