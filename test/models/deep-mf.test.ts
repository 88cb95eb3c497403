import { type BackendName, deepMF, deepMFSync, multilayerNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { normSquared, relativeDistance, transposed } from '../support/dense.js'
import { approximation, dataSquares, type HostLayer, layerSquares, modelLoss } from '../support/model-loss.js'
import { lowRankRows, uniformRows } from '../support/random.js'

const rows = uniformRows(18, 24, 21)
const ranks = [8, 5, 3]
const DIRECTIONS = ['features', 'coefficients'] as const
const LOSSES = ['layer-centric', 'data-centric', 'global', 'trigeorgis'] as const
const host = (fit: { layers: readonly { W: { toRows(): number[][] }; H: { toRows(): number[][] } }[] }) =>
  fit.layers.map(({ W, H }): HostLayer => ({ W: W.toRows(), H: H.toRows() }))

const grid = backends.flatMap((backend) => DIRECTIONS.map((decompose) => ({ backend, decompose })))

describe.each(grid)('deepMF on $backend, $decompose decomposed', ({ backend, decompose }) => {
  test.each(LOSSES)('%s: errors are those of the factors, and a shared loss never rises', async (loss) => {
    for (const init of ['random', 'snpa'] as const) {
      const fit = await deepMF(rows, {
        ranks,
        loss,
        decompose,
        init,
        seed: 3,
        maxIterations: 30,
        tolerance: 0,
        backend,
      })
      const layers = host(fit)
      const last = fit.history.at(-1)
      const layerErrors = layerSquares(rows, layers, decompose)
      const dataErrors = dataSquares(rows, layers, decompose)
      for (const [l, { W, H }] of layers.entries()) {
        const norm = (last?.layerNorms[l] as number) ** 2
        expect(last?.layerErrors[l]).toBeCloseTo(Math.sqrt(layerErrors[l] / norm), 7)
        expect(last?.dataErrors[l]).toBeCloseTo(Math.sqrt(dataErrors[l] / normSquared(rows)), 7)
        expect(Math.min(...W.flat(), ...H.flat())).toBeGreaterThanOrEqual(0)
      }
      expect(modelLoss(loss, rows, layers, fit.layerWeights, decompose)).toBeCloseTo(fit.loss, 8)
      if (loss === 'trigeorgis') continue
      const rises = fit.history.filter((p, i) => i > 0 && p.loss > fit.history[i - 1].loss * (1 + 1e-12))
      expect(rises).toEqual([])
    }
  })

  test('features, coefficients and reconstruct are the products they say', async () => {
    const fit = await deepMF(rows, { ranks, decompose, seed: 1, maxIterations: 5, backend })
    for (const depth of [1, 2, 3]) {
      const expected = approximation(host(fit), depth, decompose)
      expect(fit.features(depth).shape).toEqual([18, ranks[depth - 1]])
      expect(fit.coefficients(depth).shape).toEqual([ranks[depth - 1], 24])
      expect(relativeDistance(expected, fit.reconstruct(depth).toRows())).toBeLessThan(1e-13)
    }
    expect(fit.reconstruct().toArray()).toEqual(fit.reconstruct(3).toArray())
    expect(() => fit.features(4)).toThrow(/1 to 3/)
  })

  test.each(['layer-centric', 'data-centric'] as const)('%s: transform gives the fit again', async (loss) => {
    const options = { ranks: [4, 2], loss, decompose, seed: 2, maxIterations: 6000, tolerance: 1e-13 }
    const small = rows.slice(0, 10).map((row) => row.slice(0, 12))
    const fit = await deepMF(small, { ...options, backend })
    const again = await fit.transform(small)
    for (const depth of [1, 2]) {
      const approximated = fit.features(depth).toRows()
      const [a, b] = [fit.coefficients(depth), again.coefficients(depth)].map((H) => H.toRows())
      expect(approximated.length).toBe(10)
      expect(relativeDistance(a, b)).toBeLessThan(0.02)
    }
  })

  test('sync and async give the same bits', async () => {
    const options = { ranks, decompose, seed: 5, maxIterations: 8, backend }
    const a = await deepMF(rows, options)
    const b = deepMFSync(rows, options)
    for (const [l, { W, H }] of a.layers.entries()) {
      expect(b.layers[l].W.toArray()).toEqual(W.toArray())
      expect(b.layers[l].H.toArray()).toEqual(H.toArray())
    }
  })

  test('a normalisation is on by default and fixes the scale of every layer', async () => {
    const fit = await deepMF(rows, { ranks, decompose, seed: 4, maxIterations: 10, backend })
    for (const { W, H } of fit.layers) {
      const vectors = decompose === 'features' ? transposed(H.toRows()) : transposed(W.toRows())
      for (const vector of vectors) {
        const sum = vector.reduce((a, b) => a + b, 0)
        expect(sum).toBeLessThan(1 + 1e-12)
        if (decompose === 'coefficients') expect(sum).toBeGreaterThan(1 - 1e-12)
      }
    }
  })

  test('a given start is rescaled into the set without changing what it approximates', async () => {
    const free = await multilayerNMF(rows, {
      ranks,
      decompose,
      seed: 6,
      maxIterations: 40,
      normalisation: 'none',
      backend,
    })
    const given = free.layers.map(({ W, H }) => ({ W, H }))
    const fit = await deepMF(rows, { ranks, decompose, init: given, seed: 1, maxIterations: 1, backend })
    const before = dataSquares(rows, host(free), decompose)
    for (const [l, error] of (fit.history[0]?.dataErrors ?? []).entries()) {
      expect(error ** 2 * normSquared(rows)).toBeCloseTo(before[l], 8)
    }
  })
})

describe.each(backends)('multilayerNMF on %s', (backend: BackendName) => {
  test.each(DIRECTIONS)('%s: one layer after the other', async (decompose) => {
    const fit = await multilayerNMF(rows, { ranks, decompose, seed: 8, maxIterations: 25, tolerance: 0, backend })
    expect(fit.history).toHaveLength(3 * 26)
    for (const layer of [1, 2, 3]) {
      const part = fit.history.filter((p) => p.layer === layer)
      expect(part).toHaveLength(26)
      for (const [i, { loss }] of part.entries()) {
        if (i > 0) expect(loss).toBeLessThanOrEqual(part[i - 1].loss * (1 + 1e-12))
      }
    }
    const squares = layerSquares(rows, host(fit), decompose)
    for (const [l, error] of (fit.history.at(-1)?.layerErrors ?? []).entries()) {
      expect(error * (fit.history.at(-1)?.layerNorms[l] as number)).toBeCloseTo(Math.sqrt(squares[l]), 8)
    }
  })
})

describe.each(DIRECTIONS)('scales, %s decomposed', (decompose) => {
  test('data in other units give the same fit in other units', async () => {
    const options = { ranks: [6, 3], decompose, seed: 3, maxIterations: 15, tolerance: 0 }
    const fit = await deepMF(rows, options)
    for (const scale of [2 ** -40, 2 ** -10, 2 ** 10, 2 ** 40]) {
      const scaled = await deepMF(
        rows.map((row) => row.map((value) => value * scale)),
        options,
      )
      expect(scaled.history.at(-1)?.layerErrors).toEqual(fit.history.at(-1)?.layerErrors)
      expect(scaled.history.at(-1)?.loss).toBe((fit.history.at(-1)?.loss as number) * scale ** 2)
    }
  })

  test('the loss never rises from a start that lacks columns', async () => {
    const low = lowRankRows(12, 15, 2, 4)
    const sets = [
      'H-rows',
      'W-columns',
      ...(decompose === 'features' ? (['H-columns'] as const) : (['W-rows'] as const)),
    ] as const
    for (const normalisation of sets) {
      const fit = await deepMF(low, {
        ranks: [6, 4],
        decompose,
        normalisation,
        init: 'snpa',
        seed: 1,
        maxIterations: 30,
        tolerance: 0,
      })
      const rises = fit.history.filter((p, i) => i > 0 && p.loss > fit.history[i - 1].loss * (1 + 1e-9) + 1e-12)
      expect(rises, normalisation).toEqual([])
    }
  })
})

test('the scale hole: shrinking W1 empties the layers after it, unless a normalisation closes it', async () => {
  const free = await multilayerNMF(rows, {
    ranks,
    decompose: 'features',
    seed: 9,
    normalisation: 'none',
    maxIterations: 20,
  })
  const layers = host(free)
  const times = (a: number[][], c: number) => a.map((row) => row.map((value) => value * c))
  const shrunk = layers.map(({ W, H }, l) => ({ W: times(W, 1e-3), H: l === 0 ? times(H, 1e3) : H }))
  const startLoss = async (init: HostLayer[], normalisation: 'none' | 'H-columns' | 'H-rows') => {
    const fit = await deepMF(rows, { ranks, init, normalisation, layerWeights: [1, 1, 1], seed: 1, maxIterations: 1 })
    return fit.history[0].loss
  }
  const firstTerm = 0.5 * layerSquares(rows, layers, 'features')[0]
  expect(await startLoss(layers, 'none')).toBeGreaterThan(1.01 * firstTerm)
  expect(await startLoss(shrunk, 'none')).toBeLessThan((1 + 1e-5) * firstTerm)
  for (const normalisation of ['H-columns', 'H-rows'] as const) {
    expect(await startLoss(shrunk, normalisation)).toBeCloseTo(await startLoss(layers, normalisation), 8)
  }
})
