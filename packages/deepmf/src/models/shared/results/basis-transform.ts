import type { Constraint } from '../../../constraints/constraint.js'
import type { DataLike } from '../../../matrix/index.js'
import { valueOn } from '../../../matrix/internals.js'
import type { Matrix } from '../../../matrix/matrix.js'
import type { Penalty } from '../../../penalties/penalty.js'
import { descend } from '../../../problem/descent.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Regulariser } from '../../../problem/regulariser.js'
import type { Solver } from '../../../problem/solver.js'
import { projectOnto } from '../../../problem/update.js'
import { fpgd } from '../../../solvers/fpgd.js'
import { productProblem } from '../factors/product-problem.js'
import { anyInput, nonnegativeInput } from '../input/data.js'
import type { Setting } from '../run/product.js'
import type { Plan } from '../run/session.js'
import {
  checkFits,
  STEPS,
  type TransformOptions,
  transformOptions,
  transformRules,
  whereFitted,
} from './transform-options.js'

/** What a fit of one layer leaves behind for new samples. */
export interface Basis {
  /** The factors of the fit; the last one is the coefficients H of the fit's samples, of which only the shape counts. */
  readonly chain: readonly Matrix[]
  /** The set of every new H. */
  readonly constraint: Constraint
  readonly regularisers?: readonly Regulariser[]
  /** What finds H, where it is not FPGD. */
  readonly solver?: Solver
  readonly proximal?: Penalty
  /** Whether the data must be nonnegative. */
  readonly sign: 'nonnegative' | 'any'
  readonly setting: Setting
}

const H = 'H'

/** The H of new samples: the block problem of the fit's H, from zero, until it stands still. */
export function basisTransformPlan(
  { chain, constraint, regularisers, proximal, solver = fpgd(STEPS), sign, setting }: Basis,
  data: DataLike,
  options: TransformOptions | undefined,
  sync: boolean,
): Plan<Matrix[]> {
  const checked = transformOptions(options, sync)
  const [first, last] = [chain[0], chain[chain.length - 1]] as [Matrix, Matrix]
  const { matrix, temporaries } = (sign === 'any' ? anyInput : nonnegativeInput)(data, first.precision)
  try {
    checkFits(matrix, first)
  } catch (error) {
    for (const temporary of temporaries) temporary.dispose()
    throw error
  }
  const names = chain.slice(0, -1).map((_, k) => `basis ${k}`)
  const problem = productProblem(
    [...names, H],
    [{ factor: H, constraint, ...(regularisers && { regularisers }), ...(proximal && { proximal }) }],
  )
  return {
    data: matrix,
    temporaries,
    ...whereFitted(setting, checked.signal),
    first: problem.first,
    *loop(expressions: Expressions): Loop {
      const { arena } = expressions
      for (const [k, name] of names.entries()) {
        expressions.define(name, valueOn(chain[k] as Matrix, arena.backend))
      }
      const start = arena.allocate(last.rows, matrix.cols)
      expressions.define(H, start)
      projectOnto(expressions, H, constraint)
      return yield* descend(expressions, problem, solver, transformRules(checked))
    },
    finish: (session) => [session.take(H)],
  }
}
