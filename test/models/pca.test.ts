import { Matrix, pca, pcaSync, svd } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { distanceSquared, type Rows, relativeDistance, transposed } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'

const centred = (X: Rows): Rows =>
  X.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length
    return row.map((value) => value - mean)
  })

describe.each(backends)('pca on %s', (backend) => {
  test('is the truncated decomposition of the centred data', async () => {
    const X = uniformRows(8, 30, 1).map((row, i) => row.map((value) => value - i))
    const fit = await pca(X, { rank: 3, backend })
    const { U, singularValues, V } = svd(centred(X), { rank: 3, backend })
    expect(relativeDistance(U.toRows(), fit.W.toRows())).toBeLessThan(1e-10)
    const scores = transposed(V.toRows()).map((row, k) => row.map((value) => value * (singularValues[k] as number)))
    expect(relativeDistance(scores, fit.H.toRows())).toBeLessThan(1e-10)
    expect(fit.explainedVariance[1]).toBeCloseTo((singularValues[1] as number) ** 2 / 29, 12)
    const variance = centred(X)
      .flat()
      .reduce((sum, value) => sum + value * value, 0)
    expect(fit.explainedVarianceRatio[0]).toBeCloseTo((singularValues[0] as number) ** 2 / variance, 12)
    expect(fit.loss).toBeCloseTo(distanceSquared(X, fit.reconstruct().toRows()) / 2, 10)
    const kept = fit.singularValues.reduce((sum, value) => sum + value * value, 0)
    expect(fit.loss).toBeCloseTo((variance - kept) / 2, 10)
  })

  test('without centring it is the truncated decomposition of the data', () => {
    const X = uniformRows(9, 7, 2)
    const fit = pcaSync(X, { rank: 2, center: false, backend })
    expect(relativeDistance(svd(X, { rank: 2, backend }).U.toRows(), fit.W.toRows())).toBeLessThan(1e-12)
    expect([...fit.mean]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    const [sigma, variance] = [fit.singularValues[0] as number, fit.explainedVariance[0] as number]
    expect(variance).toBeCloseTo(sigma ** 2 / 7, 12)
  })

  test('all of the variance is explained by as many directions as there are', async () => {
    const X = uniformRows(6, 20, 3)
    const fit = await pca(X, { rank: 6, backend })
    expect(fit.explainedVarianceRatio.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    expect(fit.loss).toBeLessThan(1e-25)
    expect(relativeDistance(X, fit.reconstruct().toRows())).toBeLessThan(1e-14)
    expect(relativeDistance(fit.H.toRows(), (await fit.transform(X)).toRows())).toBeLessThan(1e-12)
    expect(fit.transformSync(X).shape).toEqual([6, 20])
  })

  test('a large matrix by products alone', async () => {
    const X = lowRankRows(90, 120, 4, 4)
    const [fit, whole] = [await pca(X, { rank: 4, backend }), await pca(X, { rank: 4, method: 'full', backend })]
    expect(relativeDistance(whole.W.toRows(), fit.W.toRows())).toBeLessThan(1e-9)
  })

  test('one sample, float32, and nothing left behind', async () => {
    const before = await liveMatrices(backend)
    const one = await pca([[1], [2]], { rank: 1, backend })
    expect([one.singularValues[0], one.loss, one.explainedVarianceRatio[0]]).toEqual([0, 0, 0])
    one.dispose()
    const X = Matrix.from(uniformRows(5, 9, 5), { precision: 'float32' })
    const fit = await pca(X, { rank: 2, backend })
    expect(fit.W.precision).toBe('float32')
    const coordinates = fit.transformSync(uniformRows(5, 3, 6))
    expect(coordinates.precision).toBe('float32')
    for (const matrix of [fit, coordinates, X]) matrix.dispose()
    expect(await liveMatrices(backend)).toBe(before)
  })
})

test('bad input', async () => {
  const X = uniformRows(4, 5, 7)
  const refused = (code: string, option: string) => expect.objectContaining({ code, option })
  await expect(pca(X, { rank: 5 })).rejects.toEqual(refused('ERR_RANK', 'rank'))
  await expect(pca(X, {} as never)).rejects.toEqual(refused('ERR_RANK', 'rank'))
  await expect(pca(X, { rank: 1, center: 1 as never })).rejects.toEqual(refused('ERR_INVALID_OPTION', 'center'))
  await expect(pca(X, { rank: 1, method: 'fast' as never })).rejects.toEqual(refused('ERR_INVALID_OPTION', 'method'))
  await expect(pca(X, { rank: 1, init: 'random' } as never)).rejects.toEqual(refused('ERR_UNKNOWN_OPTION', 'init'))
  expect(() => pcaSync(X, { rank: 1, signal: undefined } as never)).toThrowError(
    refused('ERR_UNKNOWN_OPTION', 'signal'),
  )
  const fit = pcaSync(X, { rank: 2 })
  expect(() => fit.transformSync(uniformRows(3, 2, 1))).toThrowError(refused('ERR_SHAPE', 'data'))
})
