import { invalidOption } from '../../errors.js'
import { checkOptions, dependingOn, oneOf, optional } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { type TriNormalisation, type TriRanks, triNormalisation, triRanks } from '../shared/tri/factors.js'
import { type TriInit, triInitOption } from '../shared/tri/start.js'

/** Which of the outer factors are driven towards orthonormality. */
const ORTHOGONAL_NAMES = ['none', 'W', 'H', 'both'] as const
export type OrthogonalName = (typeof ORTHOGONAL_NAMES)[number]

/** Options of {@link triNMF}. */
export interface TriNMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of W, from 1 to m, and the number of rows of H, from 1 to n. */
  ranks: TriRanks
  /** Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, S, H }`. */
  init?: TriInit
  /**
   * What fixes the scale: nothing (`'none'`, the default), columns of W and of H that sum to one (`'stochastic'`), or rows
   * and columns of S that do (`'doubly-stochastic'`, for equal ranks).
   */
  normalisation?: TriNormalisation
  /**
   * Multiplicative updates towards orthonormal columns of W, rows of H, or `'both'`; `'none'` when absent. Not with a
   * normalisation. The loss may then rise.
   */
  orthogonal?: OrthogonalName
}

/** Options of {@link triNMFSync}: those of {@link triNMF} but for the ones that need the event loop. */
export type TriNMFSyncOptions = Omit<TriNMFOptions, keyof AsyncOptions>

export function checkTriNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    ranks: triRanks(data.rows, data.cols),
    init: dependingOn(({ ranks }) => triInitOption(data, ranks as TriRanks, 'random')),
    normalisation: dependingOn(({ ranks }) =>
      triNormalisation(ranks as TriRanks, ['none', 'stochastic', 'doubly-stochastic']),
    ),
    orthogonal: (option, value, before): OrthogonalName => {
      const found = optional(oneOf(...ORTHOGONAL_NAMES), 'none')(option, value)
      if (found === 'none' || before?.normalisation === 'none') return found
      throw invalidOption(option, value, "'none' with a normalisation: orthonormal vectors have a scale")
    },
    ...runSpec(sync),
  })
}
