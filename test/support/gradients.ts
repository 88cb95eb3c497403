import { assemble } from '../../packages/deepmf/src/problem/assemble.js'
import type { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import type { Block } from '../../packages/deepmf/src/problem/problem.js'
import { regularised } from '../../packages/deepmf/src/problem/regularised.js'
import { download } from '../../packages/deepmf/src/problem/transfer.js'
import type { Rows } from './dense.js'

/** Central differences of the loss in every entry of `factor`, which belongs to `layers`. */
export function differences(loss: () => number, factor: Rows): number[] {
  const step = 1e-5
  return factor.flatMap((row) =>
    row.map((value, j) => {
      row[j] = value + step
      const above = loss()
      row[j] = value - step
      const below = loss()
      row[j] = value
      return (above - below) / (2 * step)
    }),
  )
}

/** Σ P F Q - B of a block, from what the engine assembles, penalties included. */
export function assembledGradient(expressions: Expressions, block: Block): Float64Array {
  const { arena, kernels } = expressions
  const factor = expressions.named(block.factor)
  const { linear, left, right } = regularised(expressions, block, assemble(expressions, block))
  const gradient = arena.allocate(factor.rows, factor.cols)
  kernels.axpby(gradient.id, -1, linear.id, 0)
  for (const [k, p] of left.entries()) {
    const q = right[k]
    const half = arena.allocate(factor.rows, factor.cols)
    if (p === undefined) kernels.copy(half.id, factor.id)
    else kernels.gemm(half.id, false, false, 1, p.id, factor.id, 0)
    if (q === undefined) kernels.axpby(gradient.id, 1, half.id, 1)
    else kernels.gemm(gradient.id, false, false, 1, half.id, q.id, 1)
  }
  return download(arena, gradient)
}
