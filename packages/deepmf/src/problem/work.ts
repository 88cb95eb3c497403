import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'
import type { Block, Chain } from './problem.js'

/**
 * How many multiply-adds it takes to form the normal equations of `block`: the price of an update before its first
 * inner step. What a solver decides by it is decided alike on every machine, as by a clock it would not be.
 */
export function assemblyWork(expressions: Expressions, block: Block): number {
  const factor = expressions.named(block.factor)
  let work = 0
  for (const { target, left, right } of block.terms) {
    const ends = target.map((name) => expressions.named(name))
    const [first, last] = [ends[0] as Value, ends[ends.length - 1] as Value]
    const sides = [
      { chain: left, order: factor.rows, length: first.rows },
      { chain: right, order: factor.cols, length: last.cols },
    ].filter(({ chain }) => chain.length > 0)
    for (const { order, length } of sides) {
      work += entries(expressions, target) * order + length * order ** 2
    }
  }
  return work
}

/** A multiply-add on a sparse matrix goes to a place of its own in memory: it takes as long as so many others. */
const GATHERED = 4

function entries(expressions: Expressions, target: Chain): number {
  const values = target.map((name) => expressions.named(name))
  const [first, last] = [values[0] as Value, values[values.length - 1] as Value]
  return first.entries === undefined ? first.rows * last.cols : GATHERED * first.entries
}

/** Multiply-adds of one inner step on the factor of `block`, beside one Gram matrix. */
export function stepWork(expressions: Expressions, { factor, terms }: Block): number {
  const { rows, cols } = expressions.named(factor)
  return rows * cols * (terms.every(({ left }) => left.length === 0) ? cols : rows)
}

/** Whether any of the blocks works on sparse data. */
export const isSparse = (expressions: Expressions, blocks: readonly Block[]): boolean =>
  blocks.some(({ terms }) =>
    terms.some(({ target }) => target.some((name) => expressions.named(name).entries !== undefined)),
  )
