import type { Normalisation } from '../../../init/normalise.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Rounds } from '../../../problem/rounds.js'
import type { Input } from '../input/data.js'
import { type CheckedInit, initialiserOf, type Sign, temporariesOf } from '../input/init-options.js'
import { checkStart } from '../input/rejections.js'
import type { CheckedRun } from '../input/run-options.js'
import type { Plan } from '../run/session.js'
import { type SingleModel, singlePlan } from '../run/single-plan.js'
import { startFactors } from './start.js'

/** What a model X ≈ W H is, besides its options. */
interface FactorModel<Fit> extends Omit<SingleModel<Fit>, 'start' | 'temporaries'> {
  /** Which factors may have entries below zero; neither when absent. */
  readonly sign?: Sign
  /** How the start is scaled. */
  readonly normalisation?: Normalisation
  /** What brings the start nearer to the data before it has to be in its sets. */
  approach?(expressions: Expressions): Rounds<void>
  /** What the start lacks yet: sets that no scaling leads into, matrices besides W and H. */
  complete?(expressions: Expressions): void
}

/** The options that such models share. */
interface CheckedFactors extends CheckedRun {
  readonly rank: number
  readonly init: CheckedInit
}

/** A fit of X ≈ W H: the start that was asked for, then block coordinate descent on the model's problem. */
export function factorPlan<Fit>(input: Input, checked: CheckedFactors, model: FactorModel<Fit>): Plan<Fit> {
  const { rank, init, seed } = checked
  checkStart(input.matrix, init)
  const initialiser = initialiserOf(init, seed, model.sign)
  return singlePlan(input, checked, {
    ...model,
    temporaries: temporariesOf(init),
    *start(expressions) {
      yield* startFactors(expressions, initialiser, rank, model.normalisation)
      if (model.approach !== undefined) yield* model.approach(expressions)
      model.complete?.(expressions)
    },
  })
}
