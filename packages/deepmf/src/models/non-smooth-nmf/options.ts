import type { DivergenceSolverName } from '../../divergence/solver.js'
import { invalidOption } from '../../errors.js'
import { NORMALISATION_NAMES, type Normalisation } from '../../init/normalise.js'
import { checkOptions, numberWhere, oneOf, optional } from '../../options/index.js'
import type { SolverName } from '../../problem/solver.js'
import type { Data } from '../shared/input/data.js'
import { divergenceRunSpec } from '../shared/input/divergence-options.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** What {@link nonSmoothNMF} minimises. */
export type NonSmoothLoss = 'frobenius' | 'kullback-leibler'

/** Options of {@link nonSmoothNMF}. */
export interface NonSmoothNMFOptions extends SizeOptions, Omit<RunOptions, 'solver'>, AsyncOptions {
  /** θ, from 0 (plain NMF) to below 1: the more smoothing in S, the sparser W and H; 0.5 when absent. */
  smoothing?: number
  /** `'frobenius'`, the squared error (the default), or `'kullback-leibler'`. */
  loss?: NonSmoothLoss
  /** Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. */
  init?: Init
  /** A set that fixes the scale of the factors, with the squared error; `'none'` (the default) leaves it open. */
  normalisation?: Normalisation
  /** For the squared error see {@link RunOptions}; for Kullback-Leibler `'auto'`, `'mu'` or `'newton'`. */
  solver?: SolverName | DivergenceSolverName
}

/** Options of {@link nonSmoothNMFSync}: those of {@link nonSmoothNMF} but for the ones that need the event loop. */
export type NonSmoothNMFSyncOptions = Omit<NonSmoothNMFOptions, keyof AsyncOptions>

export function checkNonSmoothNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  const run = runSpec(sync)
  return checkOptions(name, options, {
    ...rankSpec(data),
    smoothing: optional(
      numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1'),
      0.5,
    ),
    init: initOption(data),
    // The beta of the divergence.
    loss: (option, value) =>
      optional(oneOf('frobenius', 'kullback-leibler'), 'frobenius')(option, value) === 'frobenius' ? 2 : 1,
    normalisation: (option, value, before): Normalisation => {
      const found = optional(oneOf(...NORMALISATION_NAMES), 'none')(option, value)
      if (found === 'none' || before?.loss === 2) return found
      throw invalidOption(option, value, "'none' where the loss is not the squared error")
    },
    ...run,
    ...divergenceRunSpec(run, ({ loss }) => loss !== 2),
  })
}

/** The options of a fit, checked. */
export type CheckedNonSmoothNMF = ReturnType<typeof checkNonSmoothNMFOptions>
