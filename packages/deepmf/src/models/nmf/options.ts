import { type Weights, weightsOption } from '../../divergence/data.js'
import { type Loss, lossOption } from '../../divergence/loss.js'
import type { MissingName } from '../../divergence/missing.js'
import type { DivergenceSolverName } from '../../divergence/solver.js'
import { invalidOption } from '../../errors.js'
import { NORMALISATION_NAMES, type Normalisation } from '../../init/normalise.js'
import type { DataLike } from '../../matrix/index.js'
import { type Check, checkOptions, dependingOn, oneOf, optional, positive } from '../../options/index.js'
import type { SolverName } from '../../problem/solver.js'
import type { Input } from '../shared/input/data.js'
import { divergenceRunSpec, nothing } from '../shared/input/divergence-options.js'
import { type FactorWeights, type FactorWeightsOption, factorWeights } from '../shared/input/factor-weights.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { missingOption } from '../shared/input/missing.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'

/** Options of {@link nmf}. */
export interface NMFOptions extends SizeOptions, Omit<RunOptions, 'solver'>, AsyncOptions {
  /** Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. */
  init?: Init
  /** A set that fixes the scale of the factors; `'none'` (the default) leaves it open. */
  normalisation?: Normalisation
  /**
   * What is minimised: `'frobenius'` (the default), `'kullback-leibler'`, `'itakura-saito'`, or the beta of a
   * beta-divergence. With another loss than the first, `layerErrors` of the history is the loss as a fraction of that of
   * the best constant matrix.
   */
  loss?: Loss
  /**
   * How much every entry of X counts, a matrix like X; 0 for a missing entry. Dense weights of 1 alone are none. For a
   * sparse X a SparseMatrix: the cells that it stores count, and where X stores nothing there it is zero.
   */
  weights?: DataLike
  /**
   * What stands for a missing entry: nothing (`'refuse'`, the default: NaN is an error), NaN (`'nan'`, for a dense X), or
   * that it is not stored (`'unstored'`, for a sparse X, such as ratings). Weights count too where they are given.
   */
  missing?: MissingName
  /**
   * Weights of `Σ F_ij` for W and H (both, or each by name), so that entries become zero; 0 when absent. With a
   * divergence beta is 1 to 2, and both have one.
   */
  l1?: FactorWeightsOption
  /** Weights of `½ ‖F‖²`; 0 when absent. For the squared error of all entries. */
  l2?: FactorWeightsOption
  /** With beta <= 0, which is infinite at a zero: entries of X below it are raised to it. */
  floor?: number
  /**
   * For the squared error without weights see {@link RunOptions}; for other losses `'auto'`, `'mu'` (multiplicative
   * updates) or `'newton'` (beta 1 and 2).
   */
  solver?: SolverName | DivergenceSolverName
  /**
   * Of multiplicative updates where beta is below 1 or above 2: `'monotone'` (the default), the one for which the loss
   * never rises, or `'heuristic'`, 1, which is often faster.
   */
  exponent?: 'monotone' | 'heuristic'
}

/** Options of {@link nmfSync}: those of {@link nmf} but for the ones that need the event loop. */
export type NMFSyncOptions = Omit<NMFOptions, keyof AsyncOptions>

/** What has to be known of the options that come first. */
interface Before {
  readonly loss: number
  readonly weights: Weights | undefined
  readonly missing: MissingName
}

export function checkNMFOptions(name: string, options: unknown, { matrix, mask }: Input, sync: boolean) {
  const run = runSpec(sync)
  return checkOptions(name, options, {
    ...rankSpec(matrix),
    init: initOption(matrix),
    loss: optional(lossOption(), 2),
    missing: missingOption(matrix),
    weights: weightsOption(matrix, mask),
    normalisation: (option, value, before) => {
      const found = optional(oneOf(...NORMALISATION_NAMES), 'none')(option, value)
      if (found !== 'none' && isDivergence(before as unknown as Before)) {
        throw invalidOption(
          option,
          value,
          "'none' where the loss is not the squared error, or entries have weights or are missing",
        )
      }
      return found
    },
    l1: dependingOn((before) => penaltyWeights(before as unknown as Before)),
    l2: dependingOn((before) =>
      isDivergence(before as unknown as Before) ? noWeights('with this loss, or with weights') : factorWeights(),
    ),
    floor: dependingOn(({ loss }) => ((loss as number) <= 0 ? optional(positive()) : nothing('where beta is above 0'))),
    ...run,
    ...divergenceRunSpec(run, (before) => isDivergence(before as unknown as Before)),
    exponent: dependingOn<'monotone' | 'heuristic'>((before) =>
      isDivergence(before as unknown as Before)
        ? optional(oneOf('monotone', 'heuristic'), 'monotone')
        : (option, value) => nothing('with the squared error')(option, value) ?? 'monotone',
    ),
  })
}

/** The options of a fit, checked. */
export type CheckedNMF = ReturnType<typeof checkNMFOptions>

/** Whether a fit is one of the divergences' own loop: the squared error of all entries has the block solvers. */
export const isDivergence = ({ loss, weights, missing }: Before): boolean =>
  loss !== 2 || weights !== undefined || missing === 'unstored'

function penaltyWeights(before: Before): Check<FactorWeights> {
  if (!isDivergence(before)) return factorWeights()
  if (before.loss < 1 || before.loss > 2) return noWeights('where beta is below 1 or above 2')
  return (option, value) => {
    const weights = factorWeights()(option, value)
    if (weights.W > 0 === weights.H > 0) return weights
    const allowed = 'weights for both factors, because with this loss nothing else fixes their scale'
    throw invalidOption(option, value, allowed)
  }
}

const noWeights =
  (when: string): Check<FactorWeights> =>
  (option, value) =>
    nothing(when)(option, value) ?? { W: 0, H: 0 }
