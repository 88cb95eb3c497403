import { targetOf, type Weights } from '../../divergence/data.js'
import { descendDivergence } from '../../divergence/descent.js'
import { keepKnown } from '../../divergence/known.js'
import { initialiserByName } from '../../init/by-name.js'
import { raiseZeros } from '../../init/raise.js'
import { Matrix } from '../../matrix/matrix.js'
import { download, upload } from '../../problem/transfer.js'
import type { Data } from '../shared/input/data.js'
import { runOf, stoppingRules } from '../shared/input/run-options.js'
import { X } from '../shared/names.js'
import { reportOf } from '../shared/run/report.js'
import type { Plan } from '../shared/run/session.js'
import { type SupervisedNMFFit, supervisedNMFFit } from './fit.js'
import type { Labels } from './labels.js'
import type { CheckedSupervisedNMF } from './options.js'

/** A fit where entries of X have weights or some labels are unknown: of X above Y, by A above B, every entry by its weight. */
export function maskedPlan(
  checked: CheckedSupervisedNMF,
  data: Matrix,
  temporaries: readonly Data[],
): Plan<SupervisedNMFFit> {
  const { rank, init, labels, weights, labelWeight, seed } = checked
  const { matrix, counts } = stacked(data, weights, labels, labelWeight)
  const target = targetOf(matrix, { matrix: counts, converted: true }, 2, undefined, 'refuse')
  const solver = {
    name: checked.solver as 'auto' | 'mu',
    innerSteps: checked.innerSteps ?? 1,
    exponent: 'monotone',
  } as const
  return {
    data: target.data,
    temporaries: [...temporaries, matrix, counts, ...target.temporaries],
    ...runOf(checked),
    first: 'left',
    *loop(expressions) {
      const { arena } = expressions
      const start = yield* initialiserByName(init, seed).start(arena, expressions.named(X), rank, 0)
      if (init !== 'random') for (const factor of [start.W, start.H]) raiseZeros(arena, factor)
      keepKnown(arena, target, start)
      expressions.define('A above B', start.W)
      expressions.define('S', start.H)
      const problem = { beta: 2, target, solver, factors: 'both' } as const
      return yield* descendDivergence(expressions, problem, ['A above B', 'S'], stoppingRules(checked))
    },
    finish(session, run) {
      const { expressions } = session
      const both = download(expressions.arena, expressions.named('A above B'))
      const [above, below] = [both.subarray(0, data.rows * rank), both.subarray(data.rows * rank)]
      expressions.define('A', upload(expressions.arena, data.rows, rank, above))
      expressions.define('B', upload(expressions.arena, labels.Y.rows, rank, below))
      return supervisedNMFFit(session, reportOf(session, run, seed), labels.classes)
    },
  }
}

/** X above Y, and how much every entry of it counts. */
function stacked(data: Matrix, weights: Weights | undefined, { Y, known }: Labels, labelWeight: number) {
  const { rows, cols, precision } = data
  const options = { shape: [rows + Y.rows, cols], precision } as const
  const ones = (count: number) => new Float64Array(count * cols).fill(1)
  const above = (weights?.matrix as Matrix | undefined)?.toArray() ?? ones(rows)
  const below = Float64Array.from(known?.toArray() ?? ones(Y.rows), (one) => one * labelWeight)
  return {
    matrix: Matrix.from(joined(data.toArray(), Y.toArray()), options),
    counts: Matrix.from(joined(above, below), options),
  }
}

function joined(above: ArrayLike<number>, below: ArrayLike<number>): Float64Array {
  const both = new Float64Array(above.length + below.length)
  both.set(above)
  both.set(below, above.length)
  return both
}
