import { multiplyColumns } from '../../init/normalise.js'
import { valueOn } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Arena, Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import { copyOf } from '../../problem/transfer.js'
import { cutOf } from '../../tensor/cut.js'
import type { Tensor } from '../../tensor/index.js'
import { tensorOf } from '../../tensor/internals.js'
import { computed, type Setting } from '../shared/run/product.js'
import { a, khatriRao } from './contractions.js'

/** Σ_c λ_c a_1c ∘ ... ∘ a_Kc, computed on the backend that the factors live on. */
export function reconstructed(setting: Setting, factors: readonly Matrix[], weights: Float64Array): Tensor {
  const shape = factors.map(({ rows }) => rows)
  const cut = cutOf(shape)
  const matrix = computed(setting, factors, (expressions) => {
    const { arena, kernels } = expressions
    defineFactors(expressions, factors, weights)
    const [left, right] = [khatriRao(expressions, 0, cut), khatriRao(expressions, cut, shape.length)]
    const product = arena.allocate(left.rows, right.rows)
    kernels.gemm(product.id, false, true, 1, left.id, right.id, 0)
    return product
  })
  return tensorOf(matrix, shape)
}

/** Defines the factors as A1, A2, ...; the first one is a copy that has the weights in its columns. */
export function defineFactors(expressions: Expressions, factors: readonly Matrix[], weights: Float64Array): void {
  const { arena } = expressions
  for (const [mode, matrix] of factors.entries()) {
    const factor = valueOn(matrix, arena.backend)
    expressions.define(a(mode), mode === 0 ? weighted(arena, factor, weights) : factor)
  }
}

function weighted(arena: Arena, factor: Value, weights: Float64Array) {
  const copy = copyOf(arena, factor)
  multiplyColumns(arena, copy, weights)
  return copy
}
