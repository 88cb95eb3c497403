import { DeepMFError } from '../errors.js'
import type { Progress } from './progress.js'
import type { StoppedBy } from './stopping.js'

/** What the caller of a fit may watch or do while it runs. */
export interface Watch {
  readonly onProgress: ((progress: Progress) => void) | undefined
  readonly signal: AbortSignal | undefined
  /** What an abort leads to: a rejection with the signal's reason, or the fit as far as it came. */
  readonly onAbort: 'reject' | 'return'
}

/** A fit in steps. A yield of nothing is only a place to pause, inside a start that takes a while. */
export type Loop = Generator<Progress | undefined, StoppedBy, void>

/** How a run of the loop ended, and what it went through. */
export interface Run {
  readonly history: readonly Progress[]
  readonly stoppedBy: StoppedBy
}

/**
 * Runs `loop` to its end, giving the event loop a turn after every outer iteration.
 *
 * A numeric overflow that the checks at the door could not foresee is an error here: no NaN leaves.
 */
export async function drive(loop: Loop, watch: Watch): Promise<Run> {
  const history: Progress[] = []
  for (;;) {
    if (watch.signal?.aborted === true) {
      if (watch.onAbort === 'reject' || history.length === 0) throw watch.signal.reason
      return { history, stoppedBy: 'abort' }
    }
    const step = loop.next()
    if (step.done === true) return { history, stoppedBy: step.value }
    if (step.value !== undefined) note(history, step.value, watch)
    await turn()
  }
}

/** Runs `loop` to its end without a pause. */
export function driveSync(loop: Loop, watch: Watch): Run {
  const history: Progress[] = []
  for (;;) {
    const step = loop.next()
    if (step.done === true) return { history, stoppedBy: step.value }
    if (step.value !== undefined) note(history, step.value, watch)
  }
}

function note(history: Progress[], progress: Progress, watch: Watch): void {
  if (!Number.isFinite(progress.loss)) {
    throw new DeepMFError('ERR_SCALE', {
      message: `the loss became ${progress.loss} in iteration ${progress.iteration}: rescale the data`,
    })
  }
  history.push(progress)
  watch.onProgress?.(progress)
}

/** One turn of the event loop: timers, sockets and pages get to run. */
export function turn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }
  if (setImmediate !== undefined) return new Promise((resolve) => setImmediate(resolve))
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
