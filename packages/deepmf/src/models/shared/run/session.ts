import type { Backend, BackendName } from '../../../backend/backend.js'
import type { NumericsName } from '../../../backend/kernels/machine.js'
import { withNumerics } from '../../../backend/numerics.js'
import { loadBackend, requireBackend } from '../../../backend/select.js'
import { DeepMFError } from '../../../errors.js'
import { adopt, valueOn } from '../../../matrix/internals.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { Arena, type Value } from '../../../problem/arena.js'
import { drive, driveSync, type Loop, type Run, type Watch } from '../../../problem/drive.js'
import { Expressions } from '../../../problem/expressions.js'
import type { Data } from '../input/data.js'
import { ascending, h, w, X } from '../names.js'

/** A fit, planned: everything is checked, nothing has been computed. */
export interface Plan<Result> {
  readonly data: Data
  /** Matrices that were converted for this fit alone and go when it ends. */
  readonly temporaries: readonly Data[]
  readonly backend: BackendName | undefined
  readonly threads: number | undefined
  readonly numerics: NumericsName
  readonly first: 'left' | 'right'
  readonly watch: Watch
  /** The fit in steps. */
  loop(expressions: Expressions): Loop
  /** The result, from the factors as they are now. */
  finish(session: Session, run: Run): Result
}

/** A fit under way on one backend. Closing it gives back every matrix that was not handed over. */
export interface Session {
  readonly backend: Backend
  readonly expressions: Expressions
  readonly threads: number
  readonly numerics: NumericsName
  /** Hands the named matrix over to the caller. */
  take(name: string): Matrix
}

/** Runs a plan, giving the event loop a turn after every outer iteration. */
export async function fit<Result>(plan: Plan<Result>): Promise<Result> {
  if (plan.watch.signal?.aborted === true) throw plan.watch.signal.reason
  const backend = await loadBackend(plan.backend)
  const { session, loop, close } = open(plan, backend)
  try {
    return plan.finish(session, await drive(loop, plan.watch))
  } finally {
    close()
  }
}

/** Runs a plan to its end without a pause. */
export function fitSync<Result>(plan: Plan<Result>): Result {
  const backend = requireBackend(plan.backend)
  const { session, loop, close } = open(plan, backend)
  try {
    return plan.finish(session, driveSync(loop, plan.watch))
  } finally {
    close()
  }
}

/** Hands the factors of the layers over to the caller: all of them, or those that an aborted fit came to. */
export const takeLayers = (session: Session, depth: number) =>
  ascending(1, depth)
    .filter((l) => session.expressions.has(h(l)))
    .map((l) => ({ W: session.take(w(l)), H: session.take(h(l)) }))

function open<Result>(plan: Plan<Result>, backend: Backend) {
  const { kernels, epoch } = backend
  const { numerics } = plan
  const threads = backend.name === 'native' ? (plan.threads ?? kernels.physicalCores()) : 1
  const precision = plan.data.precision === 'float64' ? 64 : 32
  const arena = new Arena(backend, precision)
  const expressions = new Expressions(arena, plan.first)
  const session: Session = {
    backend,
    expressions,
    threads,
    numerics,
    take: (name) => {
      checkEpoch(backend, epoch)
      return toMatrix(arena, expressions.named(name))
    },
  }
  const close = () => {
    arena.release(epoch)
    for (const matrix of plan.temporaries) matrix.dispose()
  }
  try {
    expressions.define(X, valueOn(plan.data, backend))
  } catch (error) {
    close()
    throw error
  }
  return { session, close, loop: guarded(plan.loop(expressions), session, epoch) }
}

function toMatrix(arena: Arena, value: Value): Matrix {
  const { id, rows, cols } = arena.keep(value)
  return adopt(arena.backend, id, rows, cols, arena.precision === 64 ? 'float64' : 'float32')
}

/**
 * Between two steps of this fit other fits may run, with other numbers of threads and other numerics; and one of them may hit a defect
 * that costs the backend its memory.
 */
function* guarded(loop: Loop, { backend, threads, numerics }: Session, epoch: number): Loop {
  for (;;) {
    checkEpoch(backend, epoch)
    backend.kernels.setThreads(threads)
    const step = withNumerics(backend.kernels, numerics, () => loop.next())
    if (step.done === true) return step.value
    yield step.value
  }
}

/** Ids from before a backend was started anew may by now be those of somebody else's matrices. */
function checkEpoch(backend: Backend, epoch: number): void {
  if (backend.epoch === epoch) return
  const message = `the fit was lost: a kernel of the ${backend.name} backend failed, and it was started anew`
  throw new DeepMFError('ERR_PANIC', message)
}
