import type { Backend, BackendName } from '../backend/backend.js'
import { loadBackend, requireBackend } from '../backend/select.js'
import { DeepMFError } from '../errors.js'
import { adopt, valueOn } from '../matrix/internals.js'
import type { Matrix } from '../matrix/matrix.js'
import { Arena, type Value } from './arena.js'
import { turn } from './drive.js'

/** Work that ends by itself; each yield is a place to pause. */
export type Rounds<Result> = Generator<undefined, Result, void>

/** Work on one matrix, planned: everything is checked, nothing has been computed. */
export interface RoundsPlan<Result> {
  readonly data: Matrix
  /** Whether the matrix was converted for this work alone and goes when it ends. */
  readonly temporary: boolean
  readonly backend: BackendName | undefined
  readonly threads: number | undefined
  readonly signal?: AbortSignal | undefined
  work(arena: Arena, X: Value): Rounds<Result>
}

/** Runs the work, giving the event loop a turn after every round. */
export async function runRounds<Result>(plan: RoundsPlan<Result>): Promise<Result> {
  plan.signal?.throwIfAborted()
  const { step, close } = open(plan, await loadBackend(plan.backend))
  try {
    for (;;) {
      plan.signal?.throwIfAborted()
      const round = step()
      if (round.done === true) return round.value
      await turn()
    }
  } finally {
    close()
  }
}

/** Runs the work to its end without a pause. */
export function runRoundsSync<Result>(plan: RoundsPlan<Result>): Result {
  const { step, close } = open(plan, requireBackend(plan.backend))
  try {
    for (;;) {
      const round = step()
      if (round.done === true) return round.value
    }
  } finally {
    close()
  }
}

/** Hands a matrix of the arena over to the caller. */
export function handOver(arena: Arena, value: Value): Matrix {
  const { id, rows, cols } = arena.keep(value)
  return adopt(arena.backend, id, rows, cols, arena.precision === 64 ? 'float64' : 'float32')
}

function open<Result>({ data, temporary, threads, work }: RoundsPlan<Result>, backend: Backend) {
  const { kernels, epoch } = backend
  const arena = new Arena(backend, data.precision === 'float64' ? 64 : 32)
  const count = backend.name === 'native' ? (threads ?? kernels.physicalCores()) : 1
  let rounds: Rounds<Result> | undefined
  const step = () => {
    // Between two rounds others may have changed the number of threads, or cost the backend its memory.
    if (backend.epoch !== epoch) {
      const message = `the work was lost: a kernel of the ${backend.name} backend failed, and it was started anew`
      throw new DeepMFError('ERR_PANIC', message)
    }
    kernels.setThreads(count)
    rounds ??= work(arena, valueOn(data, backend))
    return rounds.next()
  }
  const close = () => {
    arena.release(epoch)
    if (temporary) data.dispose()
  }
  return { step, close }
}
