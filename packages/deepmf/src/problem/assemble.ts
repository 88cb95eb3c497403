import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'
import type { Block, Chain, Term } from './problem.js'
import { multiply } from './products.js'

/**
 * The normal equations of a block: minimise `½⟨F, Σ P_k F Q_k⟩ - ⟨B, F⟩` over F.
 *
 * In `left` and `right`, `undefined` stands for the identity.
 */
export interface NormalEquations {
  readonly linear: Value
  readonly left: readonly (Value | undefined)[]
  readonly right: readonly (Value | undefined)[]
}

/**
 * Forms the normal equations of `block` from its terms.
 *
 * Terms that share their right side have one Q = R Rᵀ, so their P add up (the data-centric loss);
 * terms that share their left side have one P, so their Q add up (the layer-centric loss). Then one
 * sandwich is left, whose Lipschitz constant is exactly ‖P‖‖Q‖. Terms that share nothing stay
 * apart. All work at the size of the data is in the `cross` products.
 */
export function assemble(expressions: Expressions, block: Block): NormalEquations {
  if (block.equations !== undefined) return block.equations(expressions)
  const { terms } = block
  const sameLeft = terms.every((term) => sameChain(term.left, terms[0]?.left ?? []))
  const sameRight = terms.every((term) => sameChain(term.right, terms[0]?.right ?? []))
  const linear = linearPart(expressions, block)
  const first = terms[0] as Term
  if (sameLeft && (first.left.length === 0 || !sameRight)) {
    return { linear, left: [leftFactor(expressions, first)], right: [summedRight(expressions, block, terms)] }
  }
  if (sameRight) {
    return { linear, left: [summedLeft(expressions, block, terms)], right: [rightFactor(expressions, first)] }
  }
  return {
    linear,
    left: terms.map((term) => summedLeft(expressions, block, [term])),
    right: terms.map((term) => rightFactor(expressions, term)),
  }
}

const leftFactor = (expressions: Expressions, term: Term) =>
  term.left.length === 0 ? undefined : expressions.leftGram(term.left)

const rightFactor = (expressions: Expressions, term: Term) =>
  term.right.length === 0 ? undefined : expressions.rightGram(term.right)

/** Σ w_k L_kᵀL_k. */
function summedLeft(expressions: Expressions, block: Block, terms: readonly Term[]): Value | undefined {
  const parts = terms.map((term) => ({ term, chain: term.left, value: leftFactor(expressions, term) }))
  return summed(expressions, block, 'left', expressions.named(block.factor).rows, parts)
}

/** Σ w_k R_kR_kᵀ. */
function summedRight(expressions: Expressions, block: Block, terms: readonly Term[]): Value | undefined {
  const parts = terms.map((term) => ({ term, chain: term.right, value: rightFactor(expressions, term) }))
  return summed(expressions, block, 'right', expressions.named(block.factor).cols, parts)
}

interface Part {
  readonly term: Term
  readonly chain: Chain
  readonly value: Value | undefined
}

function summed(
  expressions: Expressions,
  block: Block,
  side: string,
  size: number,
  parts: readonly Part[],
): Value | undefined {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only !== undefined && only.term.weight === 1) return only.value
  const { kernels } = expressions
  const names = parts.flatMap((part) => part.chain)
  const key = `sum ${side} ${block.factor} ${parts.map((part) => part.chain.join(' ')).join(' + ')}`
  return expressions.memo(key, names, size, size, (out) => {
    kernels.fill(out.id, 0)
    for (const { term, value } of parts) {
      if (value === undefined) kernels.addDiagonal(out.id, term.weight)
      else kernels.axpby(out.id, term.weight, value.id, 1)
    }
  })
}

/** B = Σ w_k L_kᵀ S_k R_kᵀ, with as few products with each S as the terms allow. */
function linearPart(expressions: Expressions, block: Block): Value {
  const { terms } = block
  const first = terms[0] as Term
  if (terms.length === 1 && first.weight === 1) {
    return expressions.cross(first.target, first.left, first.right)
  }
  const { kernels } = expressions
  const factor = expressions.named(block.factor)
  const names = terms.flatMap((term) => [...term.target, ...term.left, ...term.right])
  return expressions.memo(`linear ${block.factor}`, names, factor.rows, factor.cols, (out) => {
    if (terms.length > 1 && terms.every((term) => sameChain(term.target, first.target))) {
      if (terms.every((term) => sameChain(term.right, first.right) && term.left.length > 0)) {
        const half = expressions.cross(first.target, [], first.right)
        multiply(kernels, out, true, false, sumOfProducts(expressions, block, 'left'), half)
        return
      }
      if (terms.every((term) => sameChain(term.left, first.left) && term.right.length > 0)) {
        const half = expressions.cross(first.target, first.left, [])
        multiply(kernels, out, false, true, half, sumOfProducts(expressions, block, 'right'))
        return
      }
    }
    kernels.fill(out.id, 0)
    for (const term of terms) {
      kernels.axpby(out.id, term.weight, expressions.cross(term.target, term.left, term.right).id, 1)
    }
  })
}

/** Σ w_k L_k (or R_k): so that the data is multiplied once, not once for every term. */
function sumOfProducts(expressions: Expressions, block: Block, side: 'left' | 'right'): Value {
  const { kernels } = expressions
  const products = block.terms.map((term) => expressions.product(term[side]))
  const { rows, cols } = products[0] as Value
  const names = block.terms.flatMap((term) => term[side])
  return expressions.memo(`sum of ${side} products ${block.factor}`, names, rows, cols, (out) => {
    kernels.fill(out.id, 0)
    block.terms.forEach((term, k) => {
      kernels.axpby(out.id, term.weight, (products[k] as Value).id, 1)
    })
  })
}

function sameChain(a: Chain, b: Chain): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}
