import { type AsyncRoundsOptions, type RoundsOptions, roundsSpec } from '../../cluster/options.js'
import { cheaperMethod } from '../../linalg/singular-vectors.js'
import type { Matrix } from '../../matrix/matrix.js'
import {
  boolean,
  checkOptions,
  dependingOn,
  LARGEST_SEED,
  oneOf,
  optional,
  rank,
  wholeNumber,
} from '../../options/index.js'

/** Options of {@link pca}. */
export interface PCAOptions extends RoundsOptions, AsyncRoundsOptions {
  /** The number of columns of W: from 1 to min(m, n). */
  rank: number
  /** Whether the mean of the samples is taken away first; `true` when absent. Without, this is a truncated SVD. */
  center?: boolean
  /**
   * `'full'` decomposes the whole matrix, `'randomised'` only multiplies with it. When absent: randomised where
   * 4 (rank + 10) is at most min(m, n).
   */
  method?: 'full' | 'randomised'
  /** Steps of subspace iteration of the randomised method; 7 when absent. */
  iterations?: number
  /** Decides its random columns: whole, 0 to 2^53 - 1; 0 when absent. */
  seed?: number
}

/** Options of {@link pcaSync}. */
export type PCASyncOptions = Omit<PCAOptions, keyof AsyncRoundsOptions>

/** Random columns beyond the rank. */
export const OVERSAMPLING = 10

export function checkPCAOptions(name: string, options: unknown, X: Matrix, sync: boolean) {
  return checkOptions(name, options, {
    rank: rank(Math.min(X.rows, X.cols)),
    center: optional(boolean(), true),
    method: dependingOn((before) =>
      optional(oneOf('full', 'randomised'), cheaperMethod(X, before.rank as number, OVERSAMPLING)),
    ),
    iterations: optional(wholeNumber(0, 2 ** 31 - 1), 7),
    seed: optional(wholeNumber(0, LARGEST_SEED), 0),
    ...roundsSpec(sync),
  })
}
