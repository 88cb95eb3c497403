import {
  gaussianClusters,
  layerDependence,
  layerPermutations,
  multilayerNMF,
  multilayerNMFSync,
  relativeError,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { chain, product, relativeDistance } from '../support/dense.js'
import { uniformRows } from '../support/random.js'

describe.each(backends)('measures of layers on %s', (backend) => {
  test('dependence: none is left where layers are exact and full of rank, and it is its formula', () => {
    const W1 = uniformRows(12, 5, 1)
    const W2 = uniformRows(5, 3, 2)
    const H2 = uniformRows(3, 20, 3)
    const exact = [
      { W: W1, H: product(W2, H2) },
      { W: W2, H: H2 },
    ]
    expect(layerDependence(exact, { backend })[0]).toBeLessThan(1e-10)
    // W1 of full rank: W1⁺ W1 = I, so W2 is told from H1 H2⁺, which noise takes away from it.
    const noisy = [{ W: W1, H: uniformRows(5, 20, 4) }, exact[1]]
    expect(layerDependence(noisy, { backend })[0]).toBeGreaterThan(0.1)
    // Where W1 misses a direction, so does what follows from it.
    const blind = [{ W: W1.map(([a, b, c, d]) => [a, b, c, d, 0]), H: exact[0].H }, exact[1]]
    const expected = W2.map((row, k) => (k === 4 ? row.map(() => 0) : row))
    expect(layerDependence(blind, { backend })[0]).toBeCloseTo(relativeDistance(W2, expected), 8)
  })

  test('permutations: errors are those of the permuted products, in order that of the fit', async () => {
    const { X } = await gaussianClusters({ samples: 60, seed: 4, backend })
    const shifted = X.toRows().map((row) => row.map((x) => x + 10))
    const fit = await multilayerNMF(shifted, {
      ranks: [10, 10, 10, 10, 10, 10, 10, 10, 10],
      decompose: 'coefficients',
      maxIterations: 15,
      seed: 2,
      backend,
    })
    const { inOrder, thirds } = layerPermutations(shifted, fit.layers, { share: 0.5, draws: 6, seed: 3, backend })
    expect(inOrder).toBeCloseTo(relativeError(shifted, fit.reconstruct(), { backend }), 10)
    // Two of three layers of each third change places: one of three swaps.
    const W = fit.layers.map((layer) => layer.W.toRows())
    const H = fit.layers.at(-1)?.H.toRows() as number[][]
    for (const [k, errors] of thirds.entries()) {
      const swaps = [
        [0, 1],
        [0, 2],
        [1, 2],
      ].map(([a, b]) => {
        const order = [...W]
        ;[order[3 * k + a], order[3 * k + b]] = [W[3 * k + b], W[3 * k + a]]
        return relativeDistance(shifted, chain(...order, H))
      })
      for (const error of errors) expect(Math.min(...swaps.map((e) => Math.abs(e - error)))).toBeLessThan(1e-9)
    }
    expect(layerPermutations(shifted, fit.layers, { share: 0.5, draws: 6, seed: 3, backend }).thirds).toEqual(thirds)
  })
})

test('bad input', () => {
  const X = uniformRows(4, 6, 1)
  const fit = multilayerNMFSync(X, { ranks: [4, 3], decompose: 'coefficients', maxIterations: 2, seed: 1 })
  expect(() => layerDependence([fit.layers[0]])).toThrow(/2 or more layers/)
  expect(() => layerDependence(3 as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }))
  expect(() => layerDependence([fit.layers[1], fit.layers[0]])).toThrow(
    expect.objectContaining({ code: 'ERR_SHAPE', option: 'layers[1].W' }),
  )
  expect(() => layerPermutations(X, fit.layers)).toThrow(/7 or more layers/)
  const square = Array.from({ length: 7 }, () => ({ W: uniformRows(4, 4, 2), H: uniformRows(4, 6, 3) }))
  expect(() => layerPermutations(uniformRows(4, 5, 1), square)).toThrow(expect.objectContaining({ option: 'X' }))
  expect(() => layerPermutations(X, square, { share: 0 })).toThrow(expect.objectContaining({ option: 'share' }))
  expect(() => layerPermutations(X, square, { draws: 0 })).toThrow(expect.objectContaining({ option: 'draws' }))
  expect(() => layerPermutations(X, square, { seed: -1 })).toThrow(expect.objectContaining({ option: 'seed' }))
  const narrow = square.map((layer, l) => (l === 6 ? { W: uniformRows(4, 3, 2), H: uniformRows(3, 6, 3) } : layer))
  expect(() => layerPermutations(X, narrow)).toThrow(/layers of one rank/)
})
