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

/** The rule that says stop after `iteration`, if any does. */
export function stoppedBy(
  rules: StoppingRules,
  iteration: number,
  previousLoss: number,
  loss: number,
  elapsedMs: number,
): StoppedBy | undefined {
  if (rules.tolerance > 0 && iteration > 0 && Math.abs(previousLoss - loss) <= rules.tolerance * previousLoss) {
    return 'tolerance'
  }
  if (iteration >= rules.maxIterations) return 'iterations'
  return elapsedMs >= rules.maxMilliseconds ? 'time' : undefined
}
