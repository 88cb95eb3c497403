import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'
import { type TriNMFFit, triNMFFit } from '../tri-nmf/fit.js'
import type { MinVolTriNormalisation } from './problem.js'

/** The result of {@link minVolTriNMF}. */
export interface MinVolTriNMFFit extends TriNMFFit {
  /** The weight λ of the volume, given or found at the start. */
  readonly volumeWeight: number
}

export const minVolTriNMFFit = (
  session: Session,
  report: FitReport,
  normalisation: MinVolTriNormalisation,
  volumeWeight: number,
): MinVolTriNMFFit => ({ ...triNMFFit(session, report, normalisation), volumeWeight })
