import { loadBackend } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { deepProblem } from '../../packages/deepmf/src/models/deep-mf/problem.js'
import { h, w } from '../../packages/deepmf/src/models/shared/names.js'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { assemble } from '../../packages/deepmf/src/problem/assemble.js'
import { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import { download, upload } from '../../packages/deepmf/src/problem/transfer.js'
import { flat, type Rows } from '../support/dense.js'
import { type HostLayer, modelLoss, trigeorgisLoss } from '../support/model-loss.js'
import { uniformRows } from '../support/random.js'

const RANKS = [4, 3, 2]
const WEIGHTS = [1, 0.7, 2.5]
const M = 6
const N = 7

function hostLayers(decompose: string): HostLayer[] {
  return RANKS.map((rank, l) => {
    const before = RANKS[l - 1]
    const rows = decompose === 'coefficients' && before !== undefined ? before : M
    const cols = decompose === 'features' && before !== undefined ? before : N
    return { W: uniformRows(rows, rank, 10 + l), H: uniformRows(rank, cols, 20 + l) }
  })
}

/** Central differences of the loss in every entry of `factor`, which belongs to `layers`. */
function differences(loss: () => number, factor: Rows): number[] {
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

/** Σ P F Q - B of a block, from what the engine assembles. */
function assembledGradient(expressions: Expressions, block: Parameters<typeof assemble>[1]): Float64Array {
  const { arena, kernels } = expressions
  const factor = expressions.named(block.factor)
  const { linear, left, right } = assemble(expressions, block)
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

describe.each(['features', 'coefficients'] as const)('gradients, %s decomposed', (decompose) => {
  test.each(['layer-centric', 'data-centric', 'global', 'trigeorgis'] as const)('%s', async (loss) => {
    const backend = await loadBackend('native')
    const problem = deepProblem(loss, decompose, WEIGHTS, 'none')
    const arena = new Arena(backend, 64)
    try {
      const expressions = new Expressions(arena, problem.first)
      const X = uniformRows(M, N, 1)
      const layers = hostLayers(decompose)
      expressions.define('X', upload(arena, M, N, flat(X)))
      for (const [index, { W, H }] of layers.entries()) {
        expressions.define(w(index + 1), upload(arena, W.length, W[0].length, flat(W)))
        expressions.define(h(index + 1), upload(arena, H.length, H[0].length, flat(H)))
      }
      for (const block of problem.blocks) {
        const layer = layers[Number(block.factor.slice(1)) - 1]
        const value = () =>
          loss === 'trigeorgis'
            ? trigeorgisLoss(block.factor, X, layers, decompose)
            : modelLoss(loss, X, layers, WEIGHTS, decompose)
        const expected = differences(value, block.factor.startsWith('W') ? layer.W : layer.H)
        const actual = assembledGradient(expressions, block)
        // A block with one term leaves that term's weight out: it does not move the minimiser.
        const only = block.terms.length === 1
        const l = Number(block.factor.slice(1)) - 1
        const weight = only && loss.endsWith('centric') && block.terms[0].weight === 1 ? WEIGHTS[l] : 1
        expect(actual.length).toBe(expected.length)
        for (const [i, value] of expected.entries()) {
          expect(Math.abs(actual[i] * weight - value), `${block.factor}[${i}]`).toBeLessThan(
            1e-7 * (1 + Math.abs(value)),
          )
        }
      }
    } finally {
      arena.release(backend.epoch)
    }
  })
})
