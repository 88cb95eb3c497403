import { loadBackend } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { deepProblem } from '../../packages/deepmf/src/models/deep-mf/problem.js'
import { h, w } from '../../packages/deepmf/src/models/shared/names.js'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import { upload } from '../../packages/deepmf/src/problem/transfer.js'
import { flat } from '../support/dense.js'
import { assembledGradient, differences } from '../support/gradients.js'
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
