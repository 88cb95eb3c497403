import type { Constraint } from '../../../constraints/constraint.js'
import { invalidOption } from '../../../errors.js'
import { type Check, checkOptions } from '../../../options/index.js'
import type { Penalty } from '../../../penalties/penalty.js'
import type { Regulariser } from '../../../problem/regulariser.js'
import { lasso } from '../../../regularisers/lasso.js'
import type { ModelPenalty } from '../../../regularisers/model-penalty.js'
import { ridge } from '../../../regularisers/ridge.js'
import { squaredL1 } from '../../../regularisers/squared-l1.js'
import type { Variable } from './product-problem.js'

/** A penalty as models take it. */
export type FactorPenalty = Penalty | ModelPenalty

/** The penalties of one factor: one or several. */
export type FactorPenaltyOption = FactorPenalty | readonly FactorPenalty[]

/** The penalties of both factors. */
export interface FactorPenalties {
  readonly W: readonly FactorPenalty[]
  readonly H: readonly FactorPenalty[]
}

/** The validator of `{ W, H }` with the penalties of each. */
export function factorPenalties(): Check<FactorPenalties> {
  return (option, value) =>
    checkOptions(option, value, {
      W: (_, given) => list(`${option}.W`, given),
      H: (_, given) => list(`${option}.H`, given),
    })
}

/** A factor with its set and its penalties, and what its partner's penalties mean for it. */
export function penalisedVariable(factor: 'W' | 'H', constraint: Constraint, penalties: FactorPenalties): Variable {
  const other = factor === 'W' ? 'H' : 'W'
  const regularisers: Regulariser[] = []
  let proximal: Penalty | undefined
  for (const penalty of penalties[factor]) {
    const regulariser = quadraticOf(penalty, constraint, other)
    if (regulariser !== undefined) {
      regularisers.push(regulariser)
      continue
    }
    if (proximal !== undefined) {
      const allowed = `one of '${proximal.name}' and '${penalty.name}', for both need proximal maps`
      throw invalidOption(`penalties.${factor}`, penalty.name, allowed)
    }
    proximal = inSet(penalty as Penalty, constraint, factor)
  }
  for (const penalty of penalties[other]) {
    if ('regulariseOther' in penalty && penalty.regulariseOther) regularisers.push(penalty.regulariseOther(other))
  }
  return { factor, constraint, regularisers, ...(proximal && { proximal }) }
}

/** The penalty as part of a quadratic, where it is one on that set. */
function quadraticOf(penalty: FactorPenalty, constraint: Constraint, other: string): Regulariser | undefined {
  if ('regularise' in penalty) return penalty.regularise(other)
  const weight = penalty.parameters[0] as number
  const signless = penalty.penalty.replace('nonnegative-', '')
  if (signless === 'l2-squared') return ridge(weight)
  if (!isNonnegative(constraint)) return undefined
  if (signless === 'l1') return lasso(weight)
  return signless === 'l1-squared' && penalty.along === 'columns' ? squaredL1(2 * weight, 'columns') : undefined
}

/** The proximal map of penalty and set together: there is one for no set, and for nonnegative factors. */
function inSet(penalty: Penalty, constraint: Constraint, factor: string): Penalty {
  const signless = penalty.penalty.replace('nonnegative-', '') as Penalty['penalty']
  if (constraint.projection === 'none') return penalty
  if (constraint.projection === 'nonnegative') {
    return { ...penalty, penalty: `nonnegative-${signless}` as Penalty['penalty'] }
  }
  const allowed = `the set nonnegative(), or none, with the penalty '${penalty.name}'`
  throw invalidOption(`constraints.${factor}`, constraint.name, allowed)
}

/** The sets whose projections leave no entry below zero. */
const NONNEGATIVE: readonly string[] = [
  'nonnegative',
  'simplex',
  'sum-at-most',
  'sum-within',
  'orthogonal',
  'doubly-stochastic',
]

const isNonnegative = ({ projection }: Constraint) =>
  NONNEGATIVE.includes(projection) || projection.startsWith('nonnegative-')

function list(option: string, value: unknown): readonly FactorPenalty[] {
  const items: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return items.map((item) => {
    const found = (item ?? {}) as Partial<Penalty & ModelPenalty>
    if (
      typeof found.regularise === 'function' ||
      (typeof found.penalty === 'string' && Array.isArray(found.parameters))
    ) {
      return item as FactorPenalty
    }
    throw invalidOption(option, item, 'a penalty, such as l1Penalty(0.1), or an array of them')
  })
}
