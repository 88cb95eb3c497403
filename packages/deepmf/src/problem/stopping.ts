/** Why a fit ended. */
export type StoppedBy = 'tolerance' | 'iterations' | 'time' | 'abort'

/** When a fit ends by itself. */
export interface StoppingRules {
  /** The largest number of outer iterations. */
  readonly maxIterations: number
  /** Ends when the loss changes by at most this fraction of itself in one iteration; 0 for never. */
  readonly tolerance: number
  /** Ends after the iteration that passes this many milliseconds since `startedAt`. */
  readonly maxMilliseconds: number
  /** When the whole fit began, by `performance.now()`. */
  readonly startedAt: number
}

/** What the rules look at after an iteration. */
export interface State {
  readonly iteration: number
  readonly previousLoss: number
  readonly loss: number
  /** A loss that cannot be told from zero: there it is noise, and so is its change. */
  readonly negligible: number
  readonly elapsedMs: number
}

/** The rule that says stop, if any does. */
export function stoppedBy(rules: StoppingRules, state: State): StoppedBy | undefined {
  const { iteration, previousLoss, loss, negligible, elapsedMs } = state
  if (rules.tolerance > 0) {
    const still = Math.abs(previousLoss - loss) <= rules.tolerance * Math.abs(previousLoss)
    if (still || loss <= negligible) return 'tolerance'
  }
  if (iteration >= rules.maxIterations) return 'iterations'
  return elapsedMs >= rules.maxMilliseconds ? 'time' : undefined
}
