import {
  type DeepFit,
  deepMF,
  Matrix,
  multilayerNMF,
  type NMFFit,
  nmf,
  nmfSync,
  type Progress,
  relativeError,
  SparseMatrix,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, type Rows, relativeDistance } from '../support/dense.js'
import { sparseOf, sparseRows } from '../support/sparse.js'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

// Sums over stored entries alone leave out terms that are zero, but are cut into panels elsewhere: fits of a sparse matrix
// and of its dense twin differ by rounding, which iterations make larger.
const rows = sparseRows(60, 70, 0.1, 1)
const dense = Matrix.from(rows)
const few = { seed: 3, maxIterations: 12, tolerance: 0 }

function expectAlike(a: NMFFit | DeepFit, b: NMFFit | DeepFit, digits = 9): void {
  expect(a.history).toHaveLength(b.history.length)
  const losses = (history: readonly Progress[]) => history.map(({ loss }) => loss)
  const first = losses(b.history)[0] as number
  losses(a.history).forEach((loss, i) => {
    expect(loss / first).toBeCloseTo((losses(b.history)[i] as number) / first, digits)
  })
  const layers = (fit: NMFFit | DeepFit) => ('layers' in fit ? fit.layers : [fit])
  layers(a).forEach(({ W, H }, l) => {
    const twin = layers(b)[l] as { W: Matrix; H: Matrix }
    expect(relativeDistance(twin.W.toRows(), W.toRows())).toBeLessThan(10 ** -digits * 10)
    expect(relativeDistance(twin.H.toRows(), H.toRows())).toBeLessThan(10 ** -digits * 10)
  })
}

describe.each(backends)('sparse data on %s', (backend) => {
  test.each([
    ['auto', {}],
    ['hals', { solver: 'hals' }],
    ['fpgd', { solver: 'fpgd' }],
    ['snpa', { init: 'snpa', solver: 'hals' }],
    ['spa', { init: 'spa', solver: 'hals' }],
    ['k-means', { init: 'k-means', solver: 'hals' }],
    ['spherical-k-means', { init: 'spherical-k-means', solver: 'hals' }],
    ['column-subset', { init: 'column-subset', solver: 'hals' }],
    ['H-columns', { normalisation: 'H-columns' }],
    ['given factors', { init: { W: sparseRows(60, 5, 0.9, 7), H: sparseRows(5, 70, 0.9, 8) }, solver: 'hals' }],
  ] as const)('nmf, %s: the fit of the dense twin, to rounding', async (name, options) => {
    const all = { rank: 5, ...few, ...options, backend }
    const fit = await nmf(sparseOf(rows), all)
    // What `auto` does depends on the work that is counted, which is less for sparse data: the start is the same.
    if (name === 'auto' || name === 'H-columns') {
      const twin = await nmf(dense, all)
      expect(fit.history[0]?.loss).toBeCloseTo(twin.history[0]?.loss as number, 9)
      expect(fit.loss).toBeLessThan(1.02 * twin.loss)
    } else {
      expectAlike(fit, await nmf(dense, all))
    }
    const residual = relativeDistance(rows, product(fit.W.toRows(), fit.H.toRows()))
    expect(fit.history.at(-1)?.layerErrors[0]).toBeCloseTo(residual, 12)
    fit.history.slice(1).forEach(({ loss }, i) => {
      expect(loss).toBeLessThanOrEqual((fit.history[i]?.loss as number) * (1 + 1e-12))
    })
  })

  test('multilayer NMF, both directions', async () => {
    for (const decompose of ['features', 'coefficients'] as const) {
      const options = { ranks: [8, 4], decompose, solver: 'fpgd', ...few, backend } as const
      expectAlike(await multilayerNMF(sparseOf(rows), options), await multilayerNMF(dense, options), 7)
    }
  })

  test.each(['layer-centric', 'data-centric', 'global', 'trigeorgis'] as const)('deepMF, %s', async (loss) => {
    for (const decompose of ['features', 'coefficients'] as const) {
      const options = { ranks: [6, 3], decompose, loss, ...few, startIterations: 3, maxIterations: 6, backend } as const
      expectAlike(await deepMF(sparseOf(rows), options), await deepMF(dense, options), 6)
    }
  })

  test('new samples, sparse or dense', async () => {
    const fit = await nmf(sparseOf(rows), { rank: 5, ...few, backend })
    const more = sparseRows(60, 9, 0.2, 4)
    const [a, b] = [await fit.transform(sparseOf(more)), fit.transformSync(more)]
    expect(relativeDistance(b.toRows(), a.toRows())).toBeLessThan(1e-6)
    await expect(fit.transform(sparseOf(sparseRows(59, 9, 0.2, 4)))).rejects.toThrowError(coded('ERR_SHAPE'))
    await expect(fit.transform(sparseOf(more, 'float32'))).rejects.toThrowError(coded('ERR_PRECISION'))
  })

  test('float32, where the residual itself is summed', async () => {
    const options = { rank: 5, solver: 'hals', ...few, backend } as const
    const fit = await nmf(sparseOf(rows, 'float32'), options)
    const twin = await nmf(Matrix.from(rows, { precision: 'float32' }), options)
    expect(fit.W.precision).toBe('float32')
    expect(fit.loss / twin.loss).toBeCloseTo(1, 4)
    const residual = relativeDistance(rows, product(fit.W.toRows(), fit.H.toRows()))
    expect(fit.history.at(-1)?.layerErrors[0]).toBeCloseTo(residual, 6)
  })

  test('an exact factorization: the error goes on to fall where the Gram form has no digits left', async () => {
    // Two blocks: the product is zero where nothing is stored.
    const block = (i: number, count: number) => Number(2 * i >= count)
    const exact: Rows = Array.from({ length: 20 }, (_, i) =>
      Array.from({ length: 30 }, (_, j) => (block(i, 20) === block(j, 30) ? (1 + i) * (2 + j) : 0)),
    )
    const options = { rank: 2, init: 'snpa', solver: 'hals', maxIterations: 40, tolerance: 0, backend } as const
    const fit = await nmf(sparseOf(exact), options)
    expect(fit.history.at(-1)?.layerErrors[0]).toBeLessThan(1e-15)
  })

  test('relative error of a sparse matrix: the bits of the dense one', () => {
    const other = sparseRows(60, 70, 0.5, 9)
    expect(relativeError(sparseOf(rows), other, { backend })).toBe(relativeError(dense, other, { backend }))
    expect(() => relativeError(sparseOf(rows), sparseRows(3, 3, 1, 1), { backend })).toThrowError(coded('ERR_SHAPE'))
  })

  test('a fit leaves the data and the factors in memory, and nothing else', async () => {
    using X = sparseOf(rows)
    const before = await liveMatrices(backend)
    using fit = await nmf(X, { rank: 5, ...few, init: 'spherical-k-means', backend })
    expect((await liveMatrices(backend)) - before).toBe(3)
    await expect(nmf(X, { rank: 5, init: 'soda', backend })).rejects.toThrowError(coded('ERR_INVALID_OPTION'))
    expect((await liveMatrices(backend)) - before).toBe(3)
    expect(fit.backend).toBe(backend)
  })
})

describe('sparse data that is refused', () => {
  const entry = (value: number) =>
    SparseMatrix.fromCOO({ rows: 2, cols: 3, rowIndices: [0, 1], columnIndices: [1, 2], values: [1, value] })

  test.each([
    ['negative', () => entry(-1), { rank: 1 }, 'ERR_NEGATIVE'],
    ['too large', () => entry(1e150), { rank: 1 }, 'ERR_SCALE'],
    ['a rank', () => entry(1), { rank: 3 }, 'ERR_RANK'],
    ['a start', () => entry(1), { rank: 1, init: 'hierarchical-clustering' }, 'ERR_INVALID_OPTION'],
    ['a start of inner products', () => entry(1), { rank: 1, init: 'random-soda' }, 'ERR_INVALID_OPTION'],
  ] as const)('%s', (_, make, options, code) => {
    expect(() => nmfSync(make(), options)).toThrowError(coded(code))
  })

  test('disposed of', () => {
    const X = entry(1)
    X.dispose()
    expect(() => nmfSync(X, { rank: 1 })).toThrowError(coded('ERR_DISPOSED'))
  })
})
