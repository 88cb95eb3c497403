/** `3.2 s`, `48 s`, `2 min 05 s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** A relative error in percent: `28.0%`, `3.1%`, `0.042%`. */
export function percent(fraction: number): string {
  const value = fraction * 100
  if (value === 0) return '0%'
  if (value < 1e-4) return 'under 0.0001%'
  return `${value.toPrecision(value < 9.95 ? 2 : 3)}%`
}

/** Several errors with one sign: `15.8 / 28.0 / 8.9%`. */
export const percents = (fractions: readonly number[], separator: string) =>
  `${fractions.map((fraction) => percent(fraction).replace('%', '')).join(separator)}%`

/** The state of a fit in numbers, as the library reports it. */
export interface State {
  readonly iteration: number
  readonly loss: number
  readonly layerErrors: readonly number[]
  readonly elapsedMs: number
}

/**
 * One line on the state of a fit, what matters most first: a narrow terminal cuts the end off. The time left
 * supposes that all iterations are made at the pace so far; `startedMs` is when the first of them began, after the
 * start was made.
 */
export function progressLine(state: State, maxIterations: number, startedMs: number): string {
  const { iteration, loss, layerErrors, elapsedMs } = state
  const width = String(maxIterations).length
  const pace = (elapsedMs - startedMs) / Math.max(1, iteration)
  const left =
    iteration > 0 && iteration < maxIterations ? `, ${duration(pace * (maxIterations - iteration))} left` : ''
  return [
    `iteration ${String(iteration).padStart(width)}/${maxIterations}`,
    `${duration(elapsedMs)}${left}`,
    `error ${percents(layerErrors, ' / ')}`,
    `loss ${loss.toExponential(2)}`,
  ].join('  ')
}
