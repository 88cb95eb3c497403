import type { AlongOptions, SignOptions } from '../constraints/constraint.js'
import { readBoth, readSign } from '../constraints/options.js'
import { nonnegative } from '../options/index.js'
import type { Penalty } from './penalty.js'

// All of them: weight 0 or more (ERR_INVALID_OPTION otherwise); with `nonnegative`, infinite for entries below 0.

const weightOf = nonnegative()

/**
 * weight · Σ |F_ij|: its proximal map is the soft threshold.
 *
 * Reference: Donoho (1995), "De-noising by soft-thresholding".
 */
export function l1Penalty(weight: number, options?: SignOptions): Penalty {
  const sign = readSign('l1Penalty', options)
  return { name: 'l1', penalty: `${sign}l1`, along: 'columns', parameters: [weightOf('weight', weight)] }
}

/**
 * weight / 2 · Σ F_ij²: its proximal map is a division.
 *
 * Reference: Parikh, Boyd (2014), "Proximal algorithms".
 */
export function l2Penalty(weight: number, options?: SignOptions): Penalty {
  const sign = readSign('l2Penalty', options)
  return {
    name: 'l2 squared',
    penalty: `${sign}l2-squared`,
    along: 'columns',
    parameters: [weightOf('weight', weight)],
  }
}

/**
 * weight · Σ √|F_ij|, not convex: its proximal map is the half threshold.
 *
 * Reference: Xu, Chang, Xu, Zhang (2012), "L1/2 regularization: a thresholding representation theory and a fast solver".
 */
export function l1HalfPenalty(weight: number, options?: SignOptions): Penalty {
  const sign = readSign('l1HalfPenalty', options)
  return { name: 'l1/2', penalty: `${sign}l1-half`, along: 'columns', parameters: [weightOf('weight', weight)] }
}

/**
 * weight · the sum over columns (or rows) of (Σ |entries|)², the penalty of sparse deep NMF.
 *
 * Reference: Guo, Zhang, "Sparse deep nonnegative matrix factorization", equation 10.
 */
export function l1SquaredPenalty(weight: number, options?: AlongOptions & SignOptions): Penalty {
  const { along, sign } = readBoth('l1SquaredPenalty', options)
  return { name: 'l1 squared', penalty: `${sign}l1-squared`, along, parameters: [weightOf('weight', weight)] }
}

/**
 * weight · the sum over columns (or rows) of their lengths: whole columns vanish. Its proximal map is the block soft
 * threshold.
 *
 * Reference: Yuan, Lin (2006).
 */
export function groupPenalty(weight: number, options?: AlongOptions & SignOptions): Penalty {
  const { along, sign } = readBoth('groupPenalty', options)
  return { name: 'group l2', penalty: `${sign}group-l2`, along, parameters: [weightOf('weight', weight)] }
}
