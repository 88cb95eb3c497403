import type { BackendName } from '../../../backend/backend.js'
import type { NumericsName } from '../../../backend/kernels/machine.js'
import type { Run } from '../../../problem/drive.js'
import type { Progress } from '../../../problem/progress.js'
import type { StoppedBy } from '../../../problem/stopping.js'
import type { Session } from './session.js'

/** What every fit tells about itself, besides its factors. */
export interface FitReport {
  /** The state after every outer iteration; the first entry is the start. */
  readonly history: readonly Progress[]
  readonly stoppedBy: StoppedBy
  /** The model's objective at the end. */
  readonly loss: number
  readonly backend: BackendName
  /** `'reproducible'`: the same bits on every backend, processor and number of threads; else `'fast'`. */
  readonly numerics: NumericsName
  readonly threads: number
  /** The seed that was used, given or drawn. */
  readonly seed: number
}

export function reportOf(session: Session, run: Run, seed: number): FitReport {
  return {
    history: run.history,
    stoppedBy: run.stoppedBy,
    loss: run.history[run.history.length - 1]?.loss ?? Number.NaN,
    backend: session.backend.name,
    numerics: session.numerics,
    threads: session.threads,
    seed,
  }
}
