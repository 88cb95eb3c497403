import { nearConvexColumns } from '../../constraints/near-convex.js'
import type { Expressions } from '../../problem/expressions.js'
import type { Problem } from '../../problem/problem.js'
import type { Progress } from '../../problem/progress.js'
import type { Solver } from '../../problem/solver.js'
import type { Stages } from '../../problem/stages.js'
import { download, upload } from '../../problem/transfer.js'
import { projectOnto } from '../../problem/update.js'
import { oneColumn } from '../../solvers/one-column.js'

/** Bisection ends when epsilon is known to so much (De Handschutter, thesis, section 3.4.2). */
const WIDTH = 1e-3

/** Fine tuning takes an epsilon times this, again and again, until it is below the smallest (thesis, algorithm 6). */
const SHRINKAGE = 0.8
const SMALLEST = 1e-10

/** How epsilon is tuned. */
export interface TuningSettings {
  readonly epsilonMin: number
  readonly epsilonMax: number
  readonly tuningTolerance: number
  readonly fineTolerance: number
  readonly stageIterations: number
}

/** A fit whose epsilon is tuned. */
export interface Tuned {
  readonly expressions: Expressions
  readonly stages: Stages
  readonly solver: Solver
  /** The bound of every column of A as it is now: the tuning writes it. */
  readonly epsilon: number[]
  problem(epsilon: readonly number[]): Problem
}

type Steps = Generator<Progress, void, void>

/**
 * One epsilon for all columns (thesis, algorithm 5): twice as large for as long as that pays, then bisection. Returns the
 * loss of the start.
 */
export function* tuneTogether(tuned: Tuned, settings: TuningSettings): Generator<Progress, number, void> {
  const { stages, epsilon, solver } = tuned
  const { epsilonMin, epsilonMax, tuningTolerance, stageIterations } = settings
  let [low, high, now] = [epsilonMin, epsilonMax, epsilonMin]
  let first: number | undefined
  let before: number | undefined
  while (stages.ended === undefined) {
    bound(tuned, epsilon.fill(now))
    for (const progress of stages.run(tuned.problem(epsilon), solver, stageIterations)) {
      first ??= progress.loss
      yield progress
    }
    const pays = Math.abs(stages.loss - (before ?? (first as number))) > tuningTolerance * (first as number)
    before = stages.loss
    if (pays) low = now
    else high = now
    if (high - low < WIDTH) break
    now = pays ? Math.min(2 * now, high) : (low + high) / 2
  }
  return first as number
}

/**
 * An epsilon for each column (thesis, algorithm 6): smaller and smaller while the loss grows by little, the other columns
 * as they were. At last H is found for all the columns together. The thesis bounds the ratio of the loss to the one that
 * global tuning came to; where that one is next to nothing, no ratio says anything, so growth is measured by the `first`.
 */
export function* tuneEach(tuned: Tuned, settings: TuningSettings, first: number): Steps {
  const { expressions, stages, epsilon, solver } = tuned
  const { arena } = expressions
  const [A, H] = [download(arena, expressions.named('A')), download(arena, expressions.named('H'))]
  const [together, rank] = [[...epsilon], epsilon.length]
  const result = { A: A.slice(), epsilon: [...epsilon] }
  const allowed = stages.loss + settings.fineTolerance * first
  for (let k = 0; k < rank && stages.ended === undefined; k++) {
    set(expressions, 'A', A)
    set(expressions, 'H', H)
    const column = (entries: Float64Array) => entries.filter((_, i) => i % rank === k)
    let now = SHRINKAGE * Math.max(0, -Math.min(...column(A)))
    while (now >= SMALLEST && stages.ended === undefined) {
      together.forEach((value, l) => {
        epsilon[l] = l === k ? now : value
      })
      bound(tuned, epsilon)
      const alone = oneColumn(solver, 'A', k, nearConvexColumns(now))
      yield* stages.run(tuned.problem(epsilon), alone, settings.stageIterations)
      if (stages.loss > allowed) break
      column(download(arena, expressions.named('A'))).forEach((entry, i) => {
        result.A[i * rank + k] = entry
      })
      result.epsilon[k] = now
      now *= SHRINKAGE
    }
  }
  set(expressions, 'A', result.A)
  result.epsilon.forEach((value, k) => {
    epsilon[k] = value
  })
  const problem = tuned.problem(epsilon)
  yield* stages.run({ ...problem, blocks: problem.blocks.slice(1) }, solver, settings.stageIterations)
}

/** Brings A into the set of its bounds, which may have become narrower. */
const bound = ({ expressions }: Tuned, epsilon: readonly number[]) =>
  projectOnto(expressions, 'A', nearConvexColumns(epsilon))

function set(expressions: Expressions, name: string, entries: Float64Array): void {
  const { arena, kernels } = expressions
  const { id, rows, cols } = expressions.named(name)
  const values = upload(arena, rows, cols, entries)
  kernels.copy(id, values.id)
  arena.discard(values)
  expressions.touch(name)
}
