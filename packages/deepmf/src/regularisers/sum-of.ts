import type { Value } from '../problem/arena.js'
import type { Expressions } from '../problem/expressions.js'

/** The sum of all rows (columns). */
export function sumOf(expressions: Expressions, factor: Value, along: 'rows' | 'columns'): Value {
  const { kernels } = expressions
  if (along === 'rows') {
    const sums = expressions.buffer(`sum of rows ${factor.cols}`, 1, factor.cols)
    kernels.columnSums(sums.id, factor.id)
    return sums
  }
  const sums = expressions.buffer(`sum of columns ${factor.rows}`, factor.rows, 1)
  kernels.rowSums(sums.id, factor.id)
  return sums
}
