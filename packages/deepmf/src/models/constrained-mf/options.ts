import { asConstraint } from '../../constraints/check.js'
import type { Constraint } from '../../constraints/constraint.js'
import { free } from '../../constraints/free.js'
import { checkOptions } from '../../options/index.js'
import { type FactorPenaltyOption, factorPenalties } from '../shared/factors/penalties.js'
import type { Data } from '../shared/input/data.js'
import { type AnyInit, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** Options of {@link constrainedMF}. */
export interface ConstrainedMFOptions extends SizeOptions, RunOptions, AsyncOptions {
  /** The sets of W and H, such as `simplexColumns()`; a factor without one may have any entries. */
  constraints?: { readonly W?: Constraint; readonly H?: Constraint }
  /**
   * Penalties of W and H, one or several each, such as `l1Penalty(0.1)`. At most one of a factor may be of those that need
   * proximal maps: total variation, groups, l1/2, and l1 and squared l1 of factors with entries below zero.
   */
  penalties?: { readonly W?: FactorPenaltyOption; readonly H?: FactorPenaltyOption }
  /**
   * Where the fit starts, before it is brought into the sets: `'random'` (the default), another name of {@link AnyInitName}, or
   * `{ W, H }`.
   */
  init?: AnyInit
}

/** Options of {@link constrainedMFSync}: those of {@link constrainedMF} but for the ones that need the event loop. */
export type ConstrainedMFSyncOptions = Omit<ConstrainedMFOptions, keyof AsyncOptions>

export function checkConstrainedMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ...rankSpec(data),
    constraints: (option, value) =>
      checkOptions(option, value, {
        W: (_, given) => (given === undefined ? free() : asConstraint(`${option}.W`, given)),
        H: (_, given) => (given === undefined ? free() : asConstraint(`${option}.H`, given)),
      }),
    penalties: factorPenalties(),
    init: initOption(data, 'both free'),
    ...runSpec(sync),
  })
}
