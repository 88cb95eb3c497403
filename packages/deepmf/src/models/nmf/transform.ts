import type { Constraint } from '../../constraints/constraint.js'
import { targetOf, type Weights, weightsOption } from '../../divergence/data.js'
import { descendDivergence, meanOf } from '../../divergence/descent.js'
import { keepKnown } from '../../divergence/known.js'
import type { MissingName } from '../../divergence/missing.js'
import type { DivergenceSolver } from '../../divergence/solver.js'
import type { Target } from '../../divergence/target.js'
import { invalidOption } from '../../errors.js'
import type { DataLike } from '../../matrix/index.js'
import { valueOn } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import { checkOptions } from '../../options/index.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import type { Regulariser } from '../../problem/regulariser.js'
import { type Input, withInput } from '../shared/input/data.js'
import { missingInput, missingOption, onlyStored } from '../shared/input/missing.js'
import { basisTransformPlan } from '../shared/results/basis-transform.js'
import type { TransformPlanner } from '../shared/results/factor-fit.js'
import {
  checkFits,
  type TransformOptions,
  transformRules,
  transformSpec,
  whereFitted,
} from '../shared/results/transform-options.js'
import type { Setting } from '../shared/run/product.js'
import type { Plan } from '../shared/run/session.js'

/** Options of the `transform` of {@link NMFFit}. */
export interface NMFTransformOptions extends TransformOptions {
  /** Weights of the new entries, 0 for a missing one; where the fit has no set but the sign and no penalty for H. */
  weights?: DataLike
  /** What stands for a missing entry; as in the fit when absent. */
  missing?: MissingName
}

/** What a fit leaves behind for new samples. */
export interface FrozenNMF {
  readonly W: Matrix
  readonly H: Matrix
  readonly setting: Setting
  readonly beta: number
  readonly floor: number | undefined
  /** How a divergence goes down. */
  readonly solver: DivergenceSolver
  readonly missing: MissingName
  /** The weight of the sum of H beside a divergence. */
  readonly l1: number
  /** The set and the penalties of every new H, where the loss is the squared error. */
  readonly constraint: Constraint
  readonly regularisers: readonly Regulariser[]
}

/** The H of new samples for a fitted W: the fit's loss, W as it is. */
export function transformOf(frozen: FrozenNMF): TransformPlanner<NMFTransformOptions> {
  const { W, missing } = frozen
  return (data, options, sync) =>
    withInput(data, (input) => plan(frozen, input, options, sync), missingInput(options, W.precision, missing))
}

function plan(frozen: FrozenNMF, input: Input, options: unknown, sync: boolean): Plan<Matrix[]> {
  const { W, H, beta, constraint, regularisers, setting } = frozen
  checkFits(input.matrix, W)
  const checked = checkTransform(frozen, input, options, sync)
  const some = checked.weights !== undefined || onlyStored(input.matrix, checked.missing)
  if (beta !== 2 || some) return divergencePlan(frozen, input, checked)
  const { maxIterations, tolerance, signal } = checked
  const basis = { chain: [W, H], constraint, regularisers, sign: 'nonnegative', setting } as const
  const rest = { maxIterations, tolerance, ...(signal === undefined ? {} : { signal }) }
  return { ...basisTransformPlan(basis, input.matrix, rest, sync), temporaries: input.temporaries }
}

type Checked = ReturnType<typeof checkTransform>

function checkTransform(frozen: FrozenNMF, { matrix, mask }: Input, options: unknown, sync: boolean) {
  const { constraint, regularisers } = frozen
  const plain = constraint.name === 'nonnegative' && regularisers.length === 0
  return checkOptions(sync ? 'transformSync' : 'transform', options, {
    ...transformSpec(sync),
    missing: missingOption(matrix, frozen.missing),
    weights: (option, value, before): Weights | undefined => {
      const weights = weightsOption(matrix, mask)(option, value)
      const all = weights === undefined && !onlyStored(matrix, before?.missing as MissingName)
      if (all || plain) return weights
      const allowed = 'no weights and no missing entries, for the fit has a set or penalties for H'
      throw invalidOption(option, value ?? mask, allowed)
    },
  })
}

function divergencePlan(frozen: FrozenNMF, { matrix, temporaries }: Input, checked: Checked): Plan<Matrix[]> {
  const { W, beta, floor, setting } = frozen
  const { weights, signal, missing } = checked
  const target = targetOf(matrix, weights, beta, floor, missing)
  return {
    data: target.data,
    temporaries: [...temporaries, ...target.temporaries, ...converted(weights)],
    ...whereFitted(setting, signal),
    first: 'left',
    *loop(expressions: Expressions): Loop {
      start(expressions, W, target)
      const solver = { ...frozen.solver, innerSteps: 10 }
      const problem = { beta, target, solver, factors: 'H', l1: { W: 0, H: frozen.l1 } } as const
      return yield* descendDivergence(expressions, problem, ['W', 'H'], transformRules(checked))
    },
    finish: (session) => [session.take('H')],
  }
}

/** The weights that were converted for one call alone and go when it ends. */
export const converted = (weights: Weights | undefined) => (weights?.converted === true ? [weights.matrix] : [])

/** Defines W, and an H of equal entries, none of them zero but where nothing is known of a sample. */
function start(expressions: Expressions, W: Matrix, target: Target): void {
  const { arena, kernels } = expressions
  const fitted = valueOn(W, arena.backend)
  const H = arena.allocate(W.cols, target.data.cols)
  const sum = kernels.sum(fitted.id)
  kernels.fill(H.id, sum > 0 ? (meanOf(expressions, target) * W.rows || 1) / sum : 1)
  keepKnown(arena, target, { H })
  expressions.define('W', fitted)
  expressions.define('H', H)
}
