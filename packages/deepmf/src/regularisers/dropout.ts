import type { Value } from '../problem/arena.js'
import { identity } from '../problem/constant.js'
import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'

/**
 * `weight / 2 · Σ_k ‖w_k‖² ‖h_k‖²` over the pairs of a column of W and a row of H: F stands beside a diagonal of squared
 * lengths of the other factor's vectors (Cavazza et al., 2018). Both blocks have it; the one that `counts` adds it to the
 * loss.
 */
export const dropout = (weight: number, other: string, counts: boolean): Regulariser => {
  // W comes before H in the product, so its vectors are columns, and what stands beside it is on its right.
  const columns = other !== 'W'
  return {
    name: 'dropout',
    side: columns ? 'right' : 'left',
    addQuadratic: (expressions, _, out) => {
      const { kernels } = expressions
      const diagonal = expressions.buffer(`diagonal ${out.rows}`, out.rows, out.rows)
      kernels.copy(diagonal.id, identity(expressions, out.rows).id)
      kernels.scaleRows(diagonal.id, squaredLengths(expressions, expressions.named(other), !columns).id)
      kernels.axpby(out.id, weight, diagonal.id, 1)
    },
    value: (expressions, factor) => {
      if (!counts) return 0
      const own = squaredLengths(expressions, factor, columns)
      return (
        (weight / 2) *
        expressions.kernels.inner(own.id, squaredLengths(expressions, expressions.named(other), !columns).id)
      )
    },
  }
}

function squaredLengths(expressions: Expressions, value: Value, columns: boolean): Value {
  const { kernels } = expressions
  const order = columns ? value.cols : value.rows
  const out = expressions.buffer(`squared lengths ${columns ? 'of columns' : 'of rows'} ${order}`, order, 1)
  if (columns) kernels.columnNormsSquared(out.id, value.id)
  else kernels.rowNormsSquared(out.id, value.id)
  return out
}
