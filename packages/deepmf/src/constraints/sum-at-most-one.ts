import { positive } from '../options/index.js'
import type { Constraint } from './constraint.js'

/** F >= 0 and every column of F sums to at most one (De Handschutter, thesis, eq. 2.5). */
export function columnsAtMostOne(): Constraint {
  return { name: 'columns sum to at most one', projection: 'sum-at-most', along: 'columns', parameters: [1] }
}

/** F >= 0 and every row of F sums to at most one. */
export function rowsAtMostOne(): Constraint {
  return { name: 'rows sum to at most one', projection: 'sum-at-most', along: 'rows', parameters: [1] }
}

/**
 * F >= 0 and every column of F sums to at most `sum`: the nonnegative part of an l1 ball.
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when the sum is not above 0
 */
export function columnsAtMost(sum: number): Constraint {
  const parameters = [positive()('sum', sum)]
  return { name: `columns sum to at most ${sum}`, projection: 'sum-at-most', along: 'columns', parameters }
}

/** F >= 0 and every row of F sums to at most `sum`; else as {@link columnsAtMost}. */
export function rowsAtMost(sum: number): Constraint {
  return { ...columnsAtMost(sum), name: `rows sum to at most ${sum}`, along: 'rows' }
}
