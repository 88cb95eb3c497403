import { createHash } from 'node:crypto'
import {
  dirichletMixture,
  gaussianClusters,
  groupedClusters,
  loadBackend,
  Matrix,
  matchColumns,
  overlappingCliques,
  relativeError,
  twoLayerHierarchy,
  unbalancedPurities,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })
const W = [
  [1, 0, 0.5],
  [0, 1, 0.5],
]

/** A fingerprint of the bits of some matrices. */
function fingerprint(...matrices: Matrix[]): string {
  const hash = createHash('sha256')
  for (const matrix of matrices) hash.update(matrix.toArray())
  return hash.digest('hex')
}

describe.each(backends)('dirichletMixture on %s', (backend) => {
  test('columns of H sum to one, and the noise has the size asked for', async () => {
    const data = await dirichletMixture({ W, samples: 300, alpha: 0.5, noise: 0.25, seed: 3, backend })
    expect(data.X.shape).toEqual([2, 300])
    expect(data.H.shape).toEqual([3, 300])
    for (let j = 0; j < 300; j++) {
      const column = data.H.column(j)
      expect(column.every((value) => value >= 0)).toBe(true)
      expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    }
    expect(relativeError(data.clean, data.X, { backend })).toBeCloseTo(0.25, 12)
    expect(data.W.toRows()).toEqual(W)
  })

  test('without noise X is W H', async () => {
    const { X, clean, H } = await dirichletMixture({ W, samples: 5, alpha: 1, seed: 1, backend })
    expect(X.toArray()).toEqual(clean.toArray())
    const sum = (W[0] as number[]).reduce((total, value, k) => total + value * H.get(k, 4), 0)
    expect(X.get(0, 4)).toBeCloseTo(sum, 14)
  })

  test('has the same bits on every backend, in both precisions', async () => {
    const options = { W, samples: 100, alpha: 0.05, noise: 0.1, seed: 11, purity: 0.8 }
    const single = Matrix.from(W, { precision: 'float32' })
    const here = await dirichletMixture({ ...options, backend })
    const there = await dirichletMixture({ ...options, backend: 'native' })
    expect(fingerprint(here.X, here.H)).toBe(fingerprint(there.X, there.H))
    const hereSingle = await dirichletMixture({ ...options, W: single, backend })
    const thereSingle = await dirichletMixture({ ...options, W: single, backend: 'native' })
    expect(hereSingle.X.precision).toBe('float32')
    expect(fingerprint(hereSingle.X, hereSingle.H)).toBe(fingerprint(thereSingle.X, thereSingle.H))
  })

  test('leaves nothing behind', async () => {
    const { kernels } = await loadBackend(backend)
    const live = kernels.liveMatrices()
    const basis = Matrix.from(W)
    const data = await dirichletMixture({ W: basis, samples: 10, alpha: 1, noise: 1, seed: 1, purity: 0.9, backend })
    for (const matrix of [basis, data.X, data.clean, data.H]) matrix.dispose()
    expect(kernels.liveMatrices()).toBe(live)
  })
})

describe('purity', () => {
  test('is the most that a basis vector has in any sample', async () => {
    const purity = [0.6, 0.8, 1]
    const { H } = await dirichletMixture({ W, samples: 2000, alpha: 0.1, seed: 5, purity })
    H.toRows().forEach((row, k) => {
      const largest = Math.max(...row)
      expect(largest).toBeLessThanOrEqual(purity[k] as number)
      expect(largest).toBeGreaterThan((purity[k] as number) - 0.02)
    })
  })

  test('does not change the noise, nor the samples that comply', async () => {
    const free = await dirichletMixture({ W, samples: 50, alpha: 1, seed: 5 })
    const limited = await dirichletMixture({ W, samples: 50, alpha: 1, seed: 5, purity: 0.7 })
    for (let j = 0; j < 50; j++) {
      if (Math.max(...free.H.column(j)) <= 0.7) expect(limited.H.column(j)).toEqual(free.H.column(j))
    }
  })
})

describe('seeds', () => {
  test('decide everything; without one it is drawn and reported', async () => {
    const drawn = await twoLayerHierarchy({ samples: 20, noise: 0.1 })
    const again = await twoLayerHierarchy({ samples: 20, noise: 0.1, seed: drawn.seed })
    const other = await twoLayerHierarchy({ samples: 20, noise: 0.1 })
    expect(again.X.toArray()).toEqual(drawn.X.toArray())
    expect(other.X.toArray()).not.toEqual(drawn.X.toArray())
  })
})

describe('twoLayerHierarchy', () => {
  test('is the published problem', async () => {
    const data = await twoLayerHierarchy({ seed: 1 })
    expect(data.X.shape).toEqual([3, 1000])
    expect([...data.W, ...data.H].map(({ shape }) => shape.join(' x '))).toEqual([
      '3 x 6',
      '3 x 3',
      '6 x 1000',
      '3 x 6',
    ])
    const [W1, W2] = data.W
    const product = W2.toRows().map((row) =>
      Array.from({ length: 6 }, (_, j) => row.reduce((sum, value, k) => sum + value * data.H[1].get(k, j), 0)),
    )
    product.flat().forEach((value, at) => {
      expect(value).toBeCloseTo(W1.toArray()[at] as number, 15)
    })
    // With parameter 0.05 nearly all samples lie at a vertex: six of them are the basis.
    const pure = [0, 1, 2, 3, 4, 5].map((k) => {
      const row = data.H[0].toRows()[k] as number[]
      return data.X.column(row.indexOf(Math.max(...row)))
    })
    expect(
      matchColumns(
        [0, 1, 2].map((i) => pure.map((column) => column[i] as number)),
        W1,
      ).mrsa,
    ).toBeLessThan(0.1)
  })
})

describe('bad options', () => {
  const good = { W, samples: 5, alpha: 1 }
  const cases: [string, object, string, string][] = [
    ['no basis', { W: undefined }, 'ERR_INVALID_MATRIX', 'W'],
    ['NaN in the basis', { W: [[Number.NaN]] }, 'ERR_NOT_FINITE', 'W'],
    ['a huge basis', { W: [[1e300]] }, 'ERR_SCALE', 'W'],
    ['no samples', { samples: 0 }, 'ERR_INVALID_OPTION', 'samples'],
    ['alpha of zero', { alpha: 0 }, 'ERR_INVALID_OPTION', 'alpha'],
    ['negative noise', { noise: -1 }, 'ERR_INVALID_OPTION', 'noise'],
    ['a fraction as seed', { seed: 0.5 }, 'ERR_INVALID_OPTION', 'seed'],
    ['purity above one', { purity: 1.5 }, 'ERR_INVALID_OPTION', 'purity'],
    ['one purity too few', { purity: [0.9, 0.9] }, 'ERR_INVALID_OPTION', 'purity'],
    ['purities that cannot sum to one', { purity: 0.3 }, 'ERR_INVALID_OPTION', 'purity'],
    ['an unknown backend', { backend: 'gpu' }, 'ERR_INVALID_OPTION', 'backend'],
    ['an unknown option', { sample: 5 }, 'ERR_UNKNOWN_OPTION', 'sample'],
  ]
  test.each(cases)('%s', async (_, wrong, code, option) => {
    await expect(dirichletMixture({ ...good, ...wrong })).rejects.toThrowError(coded(code, { option }))
  })
})

describe.each(backends)('clusters, cliques and Gaussians on %s', (backend) => {
  test('groupedClusters: samples are multiples of basis vectors, groups their means', async () => {
    const { X, clean, W, labels } = await groupedClusters({ samples: 200, noise: 0.1, seed: 1, backend })
    expect(relativeError(clean, X, { backend })).toBeCloseTo(0.1, 12)
    for (let j = 0; j < 200; j++) {
      const [cluster, group] = labels.map((list) => list[j] as number) as [number, number]
      expect(group).toBe(Math.floor(cluster / 4))
      const scale = clean.get(0, j) / W[0].get(0, cluster)
      expect(scale).toBeGreaterThanOrEqual(0.5 - 1e-12)
      expect(scale).toBeLessThan(1.5)
      expect(clean.get(2, j)).toBeCloseTo(scale * W[0].get(2, cluster), 12)
    }
    expect(new Set(labels[0]).size).toBe(16)
    for (let group = 0; group < 4; group++) {
      const members = [0, 1, 2, 3].map((k) => W[0].column(4 * group + k))
      for (let i = 0; i < 3; i++) {
        const mean = members.reduce((sum, column) => sum + (column[i] as number), 0) / 4
        expect(mean).toBeCloseTo(W[1].get(i, group), 14)
      }
      for (const column of members) expect(column.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14)
    }
  })

  test('unbalancedPurities: no sample holds more than its purity', async () => {
    const { X, H, W } = await unbalancedPurities({ seed: 2, backend })
    expect(X.shape).toEqual([3, 500])
    expect(W.toRows()).toEqual([
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
      [0, 0.5, 0.5],
    ])
    const largest = H.toRows().map((row) => Math.max(...row))
    largest.forEach((value, k) => {
      expect(value).toBeLessThanOrEqual([0.75, 0.8, 0.9][k] as number)
      expect(value).toBeGreaterThan(0.6)
    })
  })

  test('overlappingCliques: the graph of the thesis, its noise symmetric', async () => {
    const { clean, W } = await overlappingCliques({ seed: 1, backend })
    const cliques = [0, 1, 2, 3].map((k) => [...W[0].column(k)].flatMap((one, node) => (one === 1 ? [node + 1] : [])))
    expect(cliques).toEqual([
      [1, 2, 3, 4],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
      [11, 12, 13, 14],
    ])
    expect(clean.get(3, 3)).toBe(2)
    expect((await overlappingCliques({ counted: false, seed: 1, backend })).clean.get(3, 3)).toBe(1)
    const noisy = await overlappingCliques({ nodes: 100, overlap: 30, noise: 0.05, seed: 1, backend })
    expect(relativeError(noisy.clean, noisy.X, { backend })).toBeCloseTo(0.05, 12)
    expect(noisy.X.get(7, 93)).toBe(noisy.X.get(93, 7))
    expect(W[1].toRows().map(([first]) => first)).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    for (const wrong of [{ nodes: 15 }, { overlap: 2 }, { overlap: 7 }, { nodes: 3 }]) {
      await expect(overlappingCliques({ ...wrong, backend })).rejects.toThrowError(coded('ERR_INVALID_OPTION'))
    }
  })

  test('gaussianClusters: means and deviations are those asked for', async () => {
    const { X, means, labels } = await gaussianClusters({ samples: 3000, spread: 50, seed: 3, backend })
    expect([X.shape, means.shape]).toEqual([
      [10, 3000],
      [10, 3],
    ])
    expect(Math.min(...X.toArray())).toBeGreaterThanOrEqual(0)
    const apart: number[] = []
    labels.forEach((label, j) => {
      if (means.get(4, label) > 5) apart.push(X.get(4, j) - means.get(4, label))
    })
    const mean = apart.reduce((sum, x) => sum + x, 0) / apart.length
    const variance = apart.reduce((sum, x) => sum + (x - mean) ** 2, 0) / apart.length
    expect(Math.abs(mean)).toBeLessThan(0.1)
    expect(variance).toBeCloseTo(1, 0.8)
  })

  test('the same bits on every backend', async () => {
    for (const make of [groupedClusters, unbalancedPurities, overlappingCliques, gaussianClusters]) {
      const noise = make === gaussianClusters ? {} : { noise: 0.1 }
      const [here, there] = [
        await make({ seed: 5, ...noise, backend }),
        await make({ seed: 5, ...noise, backend: 'native' }),
      ]
      expect(fingerprint(here.X)).toBe(fingerprint(there.X))
    }
  })
})
