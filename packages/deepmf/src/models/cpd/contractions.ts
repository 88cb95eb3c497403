import type { Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import { multiply } from '../../problem/products.js'
import { cutOf, product } from '../../tensor/cut.js'
import { X } from '../shared/names.js'

/** The name of the factor of mode k, counted from 0, in chains: A1 is that of the first. */
export const a = (mode: number) => `A${mode + 1}`

/** The modes `from`, ..., `to` - 1. */
export const modes = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** All modes but one. */
export const others = (order: number, mode: number): readonly number[] => modes(0, order).filter((k) => k !== mode)

const names = (which: readonly number[]) => which.map(a)

/** A_from ⊙ ... ⊙ A_to, one row for every combination of their rows, the last one's fastest. */
export function khatriRao(expressions: Expressions, from: number, to: number): Value {
  const last = expressions.named(a(to - 1))
  if (to - from === 1) return last
  const factors = names(modes(from, to))
  const rows = product(factors.map((name) => expressions.named(name).rows))
  return expressions.memo(`khatri-rao ${factors.join(' ')}`, factors, rows, last.cols, (out) => {
    expressions.kernels.khatriRao(out.id, khatriRao(expressions, from, to - 1).id, last.id)
  })
}

/** AᵀA of the modes, multiplied entry by entry: the Gram matrix of their Khatri-Rao product. */
export function gramProduct(expressions: Expressions, which: readonly number[]): Value {
  const factors = names(which)
  const grams = factors.map((name) => expressions.leftGram([name]))
  const [first, ...rest] = grams as [Value, ...Value[]]
  if (rest.length === 0) return first
  return expressions.memo(`gram product ${factors.join(' ')}`, factors, first.rows, first.cols, (out) => {
    expressions.kernels.copy(out.id, first.id)
    for (const gram of rest) expressions.kernels.hadamard(out.id, gram.id)
  })
}

/**
 * The unfolding of the tensor along a mode times the Khatri-Rao product of all other factors (MTTKRP), I_k x r.
 *
 * The tensor is a matrix, cut between two modes. Its product with the Khatri-Rao product of one side is a matrix product
 * that the modes of the other side share; what is left of them is contracted mode by mode. So a sweep over all modes
 * multiplies the tensor twice, and no unfolding is copied (Phan, Tichavský and Cichocki, 2013).
 */
export function mttkrp(expressions: Expressions, shape: readonly number[], mode: number): Value {
  const cut = cutOf(shape)
  let [from, to] = mode < cut ? [0, cut] : [cut, shape.length]
  let value = half(expressions, shape, from, to)
  while (to - from > 1) {
    const middle = from + Math.ceil((to - from) / 2)
    const [low, high] = mode < middle ? [from, middle] : [middle, to]
    value = without(expressions, shape, value, [from, to], [low, high])
    ;[from, to] = [low, high]
  }
  return value
}

/** The tensor times the Khatri-Rao product of the factors on the other side of the cut. */
function half(expressions: Expressions, shape: readonly number[], from: number, to: number): Value {
  const outside = from === 0 ? [to, shape.length] : ([0, from] as const)
  return partial(expressions, shape, from, to, (out) => {
    const basis = khatriRao(expressions, outside[0] as number, outside[1] as number)
    multiply(expressions.kernels, out, from !== 0, false, expressions.named(X), basis)
  })
}

/** What belongs to the modes `outer`, contracted with the factors of those that are not among `inner`. */
function without(
  expressions: Expressions,
  shape: readonly number[],
  value: Value,
  outer: readonly [number, number],
  inner: readonly [number, number],
): Value {
  return partial(expressions, shape, inner[0], inner[1], (out) => {
    const leading = inner[0] > outer[0]
    const sibling = leading ? khatriRao(expressions, outer[0], inner[0]) : khatriRao(expressions, inner[1], outer[1])
    expressions.kernels.contractColumns(out.id, value.id, sibling.id, leading)
  })
}

/** Kept until one of the factors of the other modes changes. */
function partial(
  expressions: Expressions,
  shape: readonly number[],
  from: number,
  to: number,
  compute: (out: Value) => void,
): Value {
  const outside = names([...modes(0, from), ...modes(to, shape.length)])
  const rank = expressions.named(outside[0] as string).cols
  const rows = product(shape.slice(from, to))
  return expressions.memo(`modes ${from} to ${to}`, [X, ...outside], rows, rank, compute)
}

/** ‖T - Σ a_1 ∘ ... ∘ a_K‖² from the residual, a few rows of the matrix at a time. */
export function distanceToModel(expressions: Expressions, shape: readonly number[]): number {
  const { kernels } = expressions
  const cut = cutOf(shape)
  const [left, right] = [khatriRao(expressions, 0, cut), khatriRao(expressions, cut, shape.length)]
  const turned = expressions.buffer('turned', right.cols, right.rows)
  kernels.transpose(turned.id, right.id)
  return kernels.residualSquared(expressions.named(X).id, left.id, turned.id)
}
