import type { Lane } from '../lanes.js'
import { type Contender, stopwatch } from '../timing.js'
import type { Precision, Workspace } from '../workspace.js'
import type { Case } from './case.js'

/** What the machine can do at most for the case, on one native thread; its seconds are scaled to the case's work. */
export function limit(lane: Lane, item: Case, workspace: Workspace, before: () => void, seconds: number): Contender {
  const { work, precision } = item
  if ('bytes' in work) return { name: 'limit', before, ...streaming(lane, work.bytes, precision, workspace) }
  return { name: 'limit', before, ...inRegisters(lane, work.flops, precision, before, seconds) }
}

type Timed = Pick<Contender, 'run' | 'own'>

/** The core multiplies and then adds, in registers only, for long enough to be timed. */
function inRegisters(
  { kernels }: Lane,
  flops: number,
  precision: Precision,
  before: () => void,
  seconds: number,
): Timed {
  let iterations = 1000
  let last = { seconds: 0, processor: 0 }
  const run = () => {
    let done = 0
    last = stopwatch(() => {
      done = kernels.probe(precision, iterations)
    })
    return flops / done
  }
  before()
  let scale = run()
  while (last.seconds < seconds && iterations < 2 ** 30) {
    iterations *= 2
    scale = run()
  }
  return { run, own: () => ({ seconds: last.seconds * scale, processor: last.processor * scale }) }
}

/**
 * A streaming read of as many bytes as the case moves, and from where the case's matrices are: what fits a cache stays
 * there. A kernel that also writes cannot reach it.
 */
function streaming({ kernels }: Lane, bytes: number, precision: Precision, workspace: Workspace): Timed {
  const numbers = Math.max(1, Math.round(bytes / (precision / 8)))
  const matrix = workspace.zeros(1, numbers, precision)
  kernels.fill(matrix, 1)
  return { run: () => kernels.probeMemory(matrix) }
}
