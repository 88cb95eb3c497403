import { clusteringAccuracy, deepMF, groupedClusters, type InitName, Matrix, multilayerNMF, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { INIT_NAMES } from '../../packages/deepmf/src/init/by-name.js'
import { backends, liveMatrices } from '../support/backends.js'
import { lowRankRows, uniformRows } from '../support/random.js'

const rises = (history: readonly { loss: number }[]) =>
  history.filter((p, i) => i > 0 && p.loss > (history[i - 1].loss as number) * (1 + 1e-12) + 1e-25)

describe.each(backends)('starts on %s', (backend) => {
  test.each(INIT_NAMES)('%s: a fit that never rises, from a start that is better than nothing', async (init) => {
    const before = await liveMatrices(backend)
    const rows = uniformRows(12, 40, 3)
    const nothing = rows.flat().reduce((sum, value) => sum + value * value, 0) / 2
    for (const precision of ['float64', 'float32'] as const) {
      const X = Matrix.from(rows, { precision })
      const fit = await nmf(X, { rank: 5, init, seed: 2, maxIterations: 20, tolerance: 0, backend })
      if (precision === 'float64') expect(rises(fit.history)).toEqual([])
      expect(fit.history[0]?.loss).toBeLessThan(0.6 * nothing)
      expect(Math.min(...fit.W.toArray(), ...fit.H.toArray())).toBeGreaterThanOrEqual(0)
      fit.dispose()
      X.dispose()
    }
    expect(await liveMatrices(backend)).toBe(before)
  })

  test.each(INIT_NAMES)('%s: more basis vectors than columns, zeros, columns all alike', async (init) => {
    const wide = await nmf(uniformRows(6, 3, 4), { rank: 5, overcomplete: true, init, seed: 1, backend })
    expect(wide.H.shape).toEqual([5, 3])
    for (const data of [
      Matrix.zeros(4, 6),
      Matrix.from([
        [1, 1, 1],
        [2, 2, 2],
        [0, 0, 0],
      ]),
    ]) {
      const fit = await nmf(data, { rank: 3, init, seed: 1, maxIterations: 50, backend })
      expect([...fit.W.toArray(), ...fit.H.toArray()].every(Number.isFinite)).toBe(true)
      expect(fit.loss).toBeLessThan(1e-6)
    }
  })

  test.each(INIT_NAMES)('%s: the seed decides, in deep models too', async (init) => {
    const rows = lowRankRows(10, 30, 6, 5)
    const options = { ranks: [5, 3], init, seed: 7, maxIterations: 5, backend } as const
    for (const model of [multilayerNMF, deepMF]) {
      const [one, two] = [await model(rows, options), await model(rows, options)]
      expect(one.layers[1]?.W.toArray()).toEqual(two.layers[1]?.W.toArray())
      expect(one.layers[1]?.H.shape).toEqual(two.layers[1]?.H.shape)
    }
  })

  test('SODA starts at the clusters, random columns do not', async () => {
    const data = await groupedClusters({ samples: 300, noise: 1e-3, seed: 2, backend })
    const X = data.X.toRows().map((row) => row.map((value) => Math.max(0, value)))
    const accuracy = async (init: InitName) => {
      const fit = await nmf(X, { rank: 16, overcomplete: true, init, seed: 5, maxIterations: 1, backend })
      const found = Array.from({ length: 300 }, (_, j) => {
        const column = fit.H.column(j)
        return column.indexOf(Math.max(...column))
      })
      return clusteringAccuracy(found, data.labels[0])
    }
    expect(await accuracy('soda')).toBeGreaterThan(0.95)
    expect(await accuracy('random-soda')).toBeGreaterThan(0.85)
    expect(await accuracy('clustering-soda')).toBeGreaterThan(0.85)
    expect(await accuracy('column-subset')).toBeLessThan(0.85)
  })
})
