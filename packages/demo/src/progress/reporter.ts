import { duration, progressLine, type State } from './format.js'

/** Where progress is shown: the part of a terminal's stream that is needed. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** How often a line is written where none can be written over. */
const LINE_EVERY_MS = 3000
/** How often the line of a terminal is written over. */
const REDRAW_EVERY_MS = 80

/** Shows a fit's progress: in a terminal on one line that is written over, elsewhere a line every few seconds. */
export class Reporter {
  readonly #screen: Screen
  readonly #maxIterations: number
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  #shownAt = Number.NEGATIVE_INFINITY
  #firstMs: number | undefined
  #last: State | undefined

  constructor(screen: Screen, maxIterations: number) {
    this.#screen = screen
    this.#maxIterations = maxIterations
    // The start, layer after layer, takes a while and reports nothing.
    this.#timer = setInterval(() => this.#whileStarting(), 250)
    this.#timer.unref()
  }

  /** What `onProgress` calls. */
  update(state: State): void {
    this.#firstMs ??= state.elapsedMs
    this.#last = state
    const now = performance.now()
    const pause = this.#screen.isTTY === true ? REDRAW_EVERY_MS : LINE_EVERY_MS
    if (now - this.#shownAt < pause && state.iteration < this.#maxIterations) return
    this.#show(progressLine(state, this.#maxIterations, this.#firstMs), now)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    clearInterval(this.#timer)
    if (this.#last !== undefined && this.#screen.isTTY === true) {
      this.#show(progressLine(this.#last, this.#maxIterations, this.#firstMs ?? 0), performance.now())
      this.#screen.write('\n')
    }
  }

  #whileStarting(): void {
    if (this.#last !== undefined) {
      clearInterval(this.#timer)
      return
    }
    const now = performance.now()
    if (this.#screen.isTTY !== true && now - this.#shownAt < LINE_EVERY_MS) return
    this.#show(`start: one layer after the other  ${duration(now - this.#startedAt)}`, now)
  }

  #show(line: string, now: number): void {
    this.#shownAt = now
    if (this.#screen.isTTY !== true) {
      this.#screen.write(`${line}\n`)
      return
    }
    // A line that wraps could not be written over.
    this.#screen.write(`\r\x1b[2K${line.slice(0, (this.#screen.columns ?? 80) - 1)}`)
  }
}
