import { free } from '../../constraints/free.js'
import type { Matrix } from '../../matrix/matrix.js'
import { penalisedVariable } from '../shared/factors/penalties.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import type { ConstrainedSetting } from './problem.js'

/** The result of {@link constrainedMF}. */
export interface ConstrainedMFFit extends FactorFit<'W' | 'H'> {
  /** m x r, in its set. */
  readonly W: Matrix
  /** r x n, in its set: one sample a column. */
  readonly H: Matrix
}

/**
 * A set or a penalty that speaks of rows of H, or of H as a whole, is about the samples of the fit; new ones only keep
 * what is said of entries and columns.
 */
export function constrainedFit(session: Session, report: FitReport, setting: ConstrainedSetting): ConstrainedMFFit {
  const { H: set } = setting.constraints
  const constraint = set.along === 'rows' || set.projection.includes('grouped') ? free() : set
  const own = setting.penalties.H.filter((penalty) => !('along' in penalty) || penalty.along === 'columns')
  const penalties = own.filter((penalty) => !('regularise' in penalty))
  const { regularisers, proximal } = penalisedVariable('H', constraint, { W: [], H: penalties })
  return factorFit<'W' | 'H'>(report, {
    factors: { W: session.take('W'), H: session.take('H') },
    chain: ['W', 'H'],
    transform: { constraint, sign: 'any', ...(regularisers && { regularisers }), ...(proximal && { proximal }) },
  })
}
