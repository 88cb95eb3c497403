import { invalidOption } from '../../errors.js'
import {
  arrayOf,
  boolean,
  type Check,
  checkOptions,
  dependingOn,
  nonnegative,
  oneOf,
  optional,
  rank,
} from '../../options/index.js'
import type { SolverName } from '../../problem/solver.js'
import { product } from '../../tensor/cut.js'
import type { Tensor } from '../../tensor/index.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { modes } from './contractions.js'
import { type Before, type CPDInit, initOption } from './init.js'

/** Options of {@link cpd}. */
export interface CPDOptions extends RunOptions, AsyncOptions {
  /** The number of components: from 1 to the product of all sizes but the largest. */
  rank: number
  /** Whether the factors are nonnegative: all of them, none (the default), or one answer for each mode. */
  nonnegative?: boolean | readonly boolean[]
  /**
   * `'random'` (the default): uniform entries in nonnegative modes, normal ones in the others. `'svd'`: the leading
   * singular vectors of each unfolding, in nonnegative modes their nonnegative parts (NNDSVD); random vectors where an
   * unfolding has too few. Or `{ factors, weights }`, as a fit has them.
   */
  init?: CPDInit
  /**
   * `'l2'` (the default without `l2`): at the end the columns of the factors get a length of one, `weights` takes their
   * scale, and the components are ordered by it. `'none'`: factors as the iteration leaves them, weights of one.
   */
  normalisation?: 'l2' | 'none'
  /**
   * Weight of `½ Σ ‖A_k‖²`, which keeps components from growing against each other where no best decomposition exists; 0
   * when absent. Then `normalisation` is `'none'`: the penalty speaks of the factors as they are.
   */
  l2?: number
  /**
   * How the factors of nonnegative modes are updated, see {@link RunOptions}; those of the others are found in closed form
   * (alternating least squares). Where no mode is nonnegative only `'auto'` and `'als'` are left; `'mu'` needs all of them to
   * be. `'auto'` extrapolates from one iteration to the next, which helps most where components are alike.
   */
  solver?: SolverName
}

/** Options of {@link cpdSync}: those of {@link cpd} but for the ones that need the event loop. */
export type CPDSyncOptions = Omit<CPDOptions, keyof AsyncOptions>

export function checkCPDOptions(name: string, options: unknown, { shape, precision }: Tensor, sync: boolean) {
  const run = runSpec(sync)
  const after = <T>(choose: (before: Before) => Check<T>) =>
    dependingOn((before) => choose(before as unknown as Before))
  return checkOptions(name, options, {
    rank: rank(product(shape) / Math.max(...shape)),
    nonnegative: signs(shape.length),
    init: after((before) => initOption(shape, precision, before)),
    l2: optional(nonnegative(), 0),
    normalisation: after(({ l2 }) => (l2 > 0 ? optional(onlyNone(), 'none') : optional(oneOf('l2', 'none'), 'l2'))),
    ...run,
    solver: after((before) => solverOption(run.solver, before)),
  })
}

/** The options of a fit, checked. */
export type CheckedCPD = ReturnType<typeof checkCPDOptions>

function signs(order: number): Check<readonly boolean[]> {
  return (option, value) => {
    if (Array.isArray(value)) return arrayOf(boolean(), order)(option, value)
    if (value === undefined || typeof value === 'boolean') return modes(0, order).map(() => value === true)
    throw invalidOption(option, value, `true, false, or an array of ${order} of them`)
  }
}

function onlyNone(): Check<'l2' | 'none'> {
  return (option, value) => {
    if (value === 'none') return value
    throw invalidOption(option, value, "'none' with the penalty l2")
  }
}

function solverOption(check: Check<SolverName>, before: Before): Check<SolverName> {
  return (option, value) => {
    const solver = check(option, value)
    if (solver === 'mu' && before.nonnegative.includes(false)) {
      throw invalidOption(
        option,
        value,
        "another one where a mode is free: 'mu' needs nonnegative factors in all modes",
      )
    }
    if (before.nonnegative.includes(true) || solver === 'auto' || solver === 'als') return solver
    throw invalidOption(option, value, "'auto' or 'als' where no mode is nonnegative")
  }
}
