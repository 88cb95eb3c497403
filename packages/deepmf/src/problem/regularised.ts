import { penaltyValue } from '../penalties/value.js'
import type { Value } from './arena.js'
import type { NormalEquations } from './assemble.js'
import type { Expressions } from './expressions.js'
import type { Block, Problem } from './problem.js'
import type { Regulariser } from './regulariser.js'
import { download } from './transfer.js'

/**
 * The normal equations with the block's penalties in them. A penalty's matrix is added to the Gram matrix that stands
 * alone on its side of the factor, so that what was one-sided stays so; where there is none it is a sandwich of its own.
 */
export function regularised(expressions: Expressions, block: Block, equations: NormalEquations): NormalEquations {
  const regularisers = block.regularisers ?? []
  if (regularisers.length === 0) return equations
  const left = [...equations.left]
  const right = [...equations.right]
  const sides = regularisers.map((regulariser) => ({ regulariser, side: sideOf(regulariser, equations) }))
  for (const [side, here, there] of [
    ['left', left, right],
    ['right', right, left],
  ] as const) {
    const added = sides.filter((item) => item.side === side).map(({ regulariser }) => regulariser)
    if (added.length === 0) continue
    const alone = there.indexOf(undefined)
    const base = alone < 0 ? 'zero' : here[alone]
    const sum = withQuadratics(expressions, block, side, base, added)
    if (alone < 0) {
      here.push(sum)
      there.push(undefined)
    } else {
      here[alone] = sum
    }
  }
  return { ...equations, linear: withLinear(expressions, block, equations.linear, regularisers), left, right }
}

/** What the penalties of a problem add to its loss. */
export function penaltyOf(expressions: Expressions, { blocks }: Problem): number {
  let sum = 0
  for (const { factor: name, regularisers, proximal } of blocks) {
    const factor = expressions.named(name)
    for (const regulariser of regularisers ?? []) sum += regulariser.value?.(expressions, factor) ?? 0
    if (proximal !== undefined) {
      sum += penaltyValue(proximal, factor.rows, factor.cols, download(expressions.arena, factor))
    }
  }
  return sum
}

/** A multiple of the identity goes where the only Gram matrix is. */
function sideOf({ side }: Regulariser, { left, right }: NormalEquations): 'left' | 'right' | 'none' {
  if (side !== 'either') return side
  return right.length === 1 && right[0] !== undefined && left[0] === undefined ? 'right' : 'left'
}

/** base + Σ A in a buffer of its own; a base that is left out is the identity. */
function withQuadratics(
  expressions: Expressions,
  block: Block,
  side: 'left' | 'right',
  base: Value | undefined | 'zero',
  regularisers: readonly Regulariser[],
): Value {
  const { kernels } = expressions
  const factor = expressions.named(block.factor)
  const order = side === 'left' ? factor.rows : factor.cols
  const out = expressions.buffer(`regularised ${side} ${block.factor}`, order, order)
  if (base === undefined || base === 'zero') kernels.fill(out.id, 0)
  else kernels.copy(out.id, base.id)
  if (base === undefined) kernels.addDiagonal(out.id, 1)
  for (const regulariser of regularisers) regulariser.addQuadratic?.(expressions, factor, out)
  return out
}

function withLinear(
  expressions: Expressions,
  block: Block,
  linear: Value,
  regularisers: readonly Regulariser[],
): Value {
  const added = regularisers.filter(({ addLinear }) => addLinear !== undefined)
  if (added.length === 0) return linear
  const factor = expressions.named(block.factor)
  const out = expressions.buffer(`regularised linear ${block.factor}`, factor.rows, factor.cols)
  expressions.kernels.copy(out.id, linear.id)
  for (const regulariser of added) regulariser.addLinear?.(expressions, factor, out)
  return out
}
