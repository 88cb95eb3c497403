import {
  clusteringAccuracy,
  groupedClusters,
  hierarchicalClustering,
  hierarchicalClusteringSync,
  kMeans,
  kMeansSync,
  Matrix,
  type SplitNode,
  snpa,
  snpaSync,
  soda,
  sodaSync,
  spa,
  spaSync,
} from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.ts'
import { chain, distanceSquared, product, transposed } from '../support/dense.ts'
import { lcg, uniformRows } from '../support/random.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

/** Columns in three directions, each at some length and with a little noise; which direction each has. */
function bundles(m: number, n: number, seed: number) {
  const next = lcg(seed)
  const labels = Array.from({ length: n }, () => Math.floor(3 * next()))
  const directions = [0, 1, 2].map((k) => Array.from({ length: m }, (_, i) => (i % 3 === k ? 1 : 0.1)))
  const columns = labels.map((label) => {
    const length = 1 + next()
    return (directions[label] as number[]).map((value) => length * value + 0.01 * next())
  })
  return { rows: transposed(columns), labels }
}

describe.each(backends)('kMeans on %s', (backend) => {
  test('finds what lies together, and says how well', async () => {
    const fit = await kMeans([[0, 1, 10, 11, 0.5]], { clusters: 2, seed: 1, backend })
    expect(clusteringAccuracy(fit.labels, [0, 0, 1, 1, 0])).toBe(1)
    expect(fit.inertia).toBeCloseTo(1, 12)
    expect([...fit.centroids.toArray()].sort((a, b) => a - b)).toEqual([0.5, 10.5])
    expect(fit.seed).toBe(1)
  })

  test('spherical: directions count, lengths do not', async () => {
    const { rows, labels } = bundles(9, 120, 3)
    const fit = await kMeans(rows, { clusters: 3, spherical: true, seed: 2, backend })
    expect(clusteringAccuracy(fit.labels, labels)).toBe(1)
    for (const centroid of transposed(fit.centroids.toRows())) expect(Math.hypot(...centroid)).toBeCloseTo(1, 12)
    const cosine = (x: number[], y: ArrayLike<number>) =>
      x.reduce((sum, value, i) => sum + value * (y[i] as number), 0) / Math.hypot(...x)
    const loss = transposed(rows).reduce(
      (sum, x, j) => sum + 1 - cosine(x, fit.centroids.column(fit.labels[j] as number)),
      0,
    )
    expect(fit.inertia).toBeCloseTo(loss, 10)
  })

  test('more starts are never worse, and every column lies with its nearest centroid', async () => {
    const rows = uniformRows(3, 60, 5)
    let last = Number.POSITIVE_INFINITY
    for (const restarts of [1, 3, 10]) {
      const fit = await kMeans(rows, { clusters: 6, seed: 4, restarts, backend })
      expect(fit.inertia).toBeLessThanOrEqual(last)
      last = fit.inertia
      const centroids = transposed(fit.centroids.toRows())
      let inertia = 0
      transposed(rows).forEach((x, j) => {
        const distances = centroids.map((c) => c.reduce((sum, value, i) => sum + (value - (x[i] as number)) ** 2, 0))
        const own = distances[fit.labels[j] as number] as number
        expect(own).toBeLessThanOrEqual(Math.min(...distances) + 1e-12)
        inertia += own
      })
      expect(fit.inertia).toBeCloseTo(inertia, 10)
    }
  })

  test('as many clusters as columns leave nothing; equal columns are no trouble', async () => {
    const rows = uniformRows(2, 7, 6)
    expect((await kMeans(rows, { clusters: 7, seed: 1, backend })).inertia).toBe(0)
    const equal = await kMeans([[3, 3, 3, 3]], { clusters: 3, seed: 1, backend })
    expect(equal.inertia).toBe(0)
    const zeros = await kMeans(Matrix.zeros(2, 4), { clusters: 2, spherical: true, seed: 1, backend })
    expect([...zeros.centroids.toArray()].every(Number.isFinite)).toBe(true)
  })

  test('sync, async and another backend: the same bits; nothing is left behind', async () => {
    const rows = uniformRows(5, 80, 7)
    const before = await liveMatrices(backend)
    const X = Matrix.from(rows, { precision: 'float32' })
    const options = { clusters: 5, seed: 9, restarts: 2 }
    const fit = await kMeans(X, { ...options, backend })
    const again = kMeansSync(X, { ...options, backend, threads: 1 })
    const other = await kMeans(X, { ...options, backend: 'native' })
    for (const one of [again, other]) {
      expect(one.centroids.toArray()).toEqual(fit.centroids.toArray())
      expect(one.labels).toEqual(fit.labels)
      expect(one.inertia).toBe(fit.inertia)
    }
    for (const matrix of [X, fit.centroids, again.centroids, other.centroids]) matrix.dispose()
    expect(await liveMatrices(backend)).toBe(before)
  })
})

describe.each(backends)('hierarchicalClustering on %s', (backend) => {
  test('three directions are three clusters, and the tree says how', async () => {
    const { rows, labels } = bundles(9, 90, 4)
    const found = await hierarchicalClustering(rows, { clusters: 3, backend })
    expect(clusteringAccuracy(found.labels, labels)).toBe(1)
    expect(found.clusters).toHaveLength(3)
    expect(found.tree.members).toHaveLength(90)
    const check = (node: SplitNode) => {
      if (node.children.length === 0) return
      const together = node.children.flatMap((child) => [...child.members]).sort((a, b) => a - b)
      expect(together).toEqual([...node.members])
      expect(node.children.reduce((sum, child) => sum + child.explained, 0)).toBeGreaterThan(node.explained)
      node.children.forEach(check)
    }
    check(found.tree)
    found.clusters.forEach(({ members }, l) => {
      for (const column of members) expect(found.labels[column]).toBe(l)
    })
    // A basis vector points the way of its columns.
    found.clusters.forEach(({ members }, l) => {
      const basis = found.bases.column(l)
      const column = transposed(rows)[members[0] as number] as number[]
      const inner = column.reduce((sum, value, i) => sum + value * (basis[i] as number), 0)
      expect(inner / Math.hypot(...column) / Math.hypot(...basis)).toBeGreaterThan(0.99)
    })
  })

  test('what is all alike stays together', async () => {
    const found = await hierarchicalClustering(
      [
        [1, 2, 3],
        [2, 4, 6],
      ],
      { clusters: 3, backend },
    )
    expect(found.clusters).toHaveLength(1)
    expect([...found.labels]).toEqual([0, 0, 0])
    expect((await hierarchicalClustering(Matrix.zeros(2, 3), { clusters: 2, backend })).clusters).toHaveLength(1)
  })

  test('sync and async: the same bits', async () => {
    const rows = uniformRows(6, 50, 8)
    const found = await hierarchicalClustering(rows, { clusters: 5, sweeps: 2, backend })
    const again = hierarchicalClusteringSync(rows, { clusters: 5, sweeps: 2, backend })
    expect(again.labels).toEqual(found.labels)
    expect(again.bases.toArray()).toEqual(found.bases.toArray())
  })
})

describe.each(backends)('soda on %s', (backend) => {
  test('layers are what they say: orthogonal H, W = X Hᵀ, the error of the product', async () => {
    const rows = uniformRows(5, 30, 9)
    const layers = await soda(rows, { ranks: [12, 12, 4, 1], backend })
    let together: number[][] | undefined
    layers.forEach(({ W, H, labels, error }, l) => {
      together = together === undefined ? H.toRows() : chain(H.toRows(), together)
      const fitted = product(W.toRows(), together)
      expect(distanceSquared(rows, fitted) / 2, `layer ${l}`).toBeCloseTo(error, 10)
      expect(distanceSquared(W.toRows(), product(rows, transposed(together)))).toBeLessThan(1e-20)
      for (const row of together) expect(Math.hypot(...row)).toBeCloseTo(1, 12)
      for (const column of transposed(together)) expect(column.filter((value) => value > 0)).toHaveLength(1)
      for (const [j, column] of transposed(together).entries()) expect(column[labels[j] as number]).toBeGreaterThan(0)
    })
  })

  test('16 clusters in 4 groups are found without error', async () => {
    for (const noise of [1e-4, 1e-3, 1e-2]) {
      const data = await groupedClusters({ samples: 400, noise, seed: 3, backend })
      const X = data.X.toRows().map((row) => row.map((value) => Math.max(0, value)))
      const layers = await soda(X, { ranks: [16, 4], backend })
      const accuracy = layers.map(({ labels }, l) => clusteringAccuracy(labels, data.labels[l] as Uint32Array))
      expect(accuracy).toEqual([1, 1])
    }
  })

  test('inner products are enough', async () => {
    const rows = uniformRows(5, 30, 16)
    const inner = product(transposed(rows), rows)
    const symmetric = inner.map((row, i) => row.map((value, j) => (j < i ? (inner[j]?.[i] as number) : value)))
    const known = await soda(rows, { ranks: [9, 2], backend })
    const layers = await soda(symmetric, { ranks: [9, 2], similarity: true, backend })
    layers.forEach(({ H, W, labels, error }, l) => {
      expect(labels).toEqual(known[l]?.labels)
      expect(distanceSquared(H.toRows(), known[l]?.H.toRows() as number[][])).toBeLessThan(1e-20)
      expect(error).toBeCloseTo(known[l]?.error as number, 10)
      const expected = product(transposed(rows), known[l]?.W.toRows() as number[][])
      expect(distanceSquared(W.toRows(), expected)).toBeLessThan(1e-18)
    })
    await expect(soda(rows, { ranks: [2], similarity: true, backend })).rejects.toThrowError(coded('ERR_SHAPE'))
  })

  test('sync and async: the same bits; zeros are no trouble', async () => {
    const rows = uniformRows(4, 40, 10)
    const [found] = await soda(rows, { ranks: [6], backend })
    const [again] = sodaSync(rows, { ranks: [6], backend })
    expect(again?.W.toArray()).toEqual(found?.W.toArray())
    const [zeros] = await soda(Matrix.zeros(3, 5), { ranks: [2], backend })
    expect(zeros?.error).toBe(0)
    expect([...(zeros?.H.toArray() ?? [])].every(Number.isFinite)).toBe(true)
  })
})

describe.each(backends)('spa and snpa on %s', (backend) => {
  test('find pure columns wherever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async (seed) => {
        const next = lcg(seed)
        const W = uniformRows(8, 4, seed)
        const weights = Array.from({ length: 20 }, () => Array.from({ length: 4 }, next))
        const H = weights.map((column) => column.map((value) => value / column.reduce((sum, x) => sum + x, 0)))
        const pure = [3, 8, 11, 17]
        pure.forEach((j, k) => {
          H[j] = [0, 1, 2, 3].map((i) => (i === k ? 1 : 0))
        })
        const X = product(W, transposed(H))
        for (const find of [spa, snpa]) {
          const { indices, W: found, H: coefficients } = await find(X, { rank: 4, backend })
          expect([...indices].sort((a, b) => a - b)).toEqual(pure)
          indices.forEach((j, k) => {
            expect([...found.column(k)]).toEqual(X.map((row) => row[j]))
          })
          expect(distanceSquared(product(found.toRows(), coefficients.toRows()), X)).toBeLessThan(1e-3)
        }
      }),
      { numRuns: 8 },
    )
  })

  test('end where nothing is left to tell apart', async () => {
    const X = product(uniformRows(6, 2, 11), uniformRows(2, 15, 12))
    for (const find of [spa, snpa]) {
      const { indices, W, H } = await find(X, { rank: 6, backend })
      expect([W.shape, H.shape]).toEqual([
        [6, indices.length],
        [indices.length, 15],
      ])
      const zeros = await find(Matrix.zeros(3, 4), { rank: 2, backend })
      expect([...zeros.indices]).toEqual([0])
      expect(zeros.H.toArray()).toEqual(new Float64Array(4))
    }
    expect((await spa(X, { rank: 6, backend })).indices).toHaveLength(2)
  })

  test('sync and async: the same bits', async () => {
    const rows = uniformRows(6, 30, 13)
    for (const [find, findSync] of [
      [spa, spaSync],
      [snpa, snpaSync],
    ] as const) {
      const found = await find(rows, { rank: 4, backend })
      expect(findSync(rows, { rank: 4, backend }).H.toArray()).toEqual(found.H.toArray())
    }
  })
})

describe('what is refused', () => {
  const good = uniformRows(3, 5, 14)
  test.each([
    ['kMeans', kMeans, { clusters: 6 }, 'ERR_RANK', 'clusters'],
    ['kMeans', kMeans, { clusters: 2, restarts: 0 }, 'ERR_INVALID_OPTION', 'restarts'],
    ['kMeans', kMeans, { clusters: 2, spherical: 1 }, 'ERR_INVALID_OPTION', 'spherical'],
    ['kMeans', kMeans, { cluster: 2 }, 'ERR_UNKNOWN_OPTION', 'cluster'],
    [
      'kMeansSync',
      async (...args: Parameters<typeof kMeansSync>) => kMeansSync(...args),
      { clusters: 2, signal: 1 },
      'ERR_UNKNOWN_OPTION',
      'signal',
    ],
    ['hierarchicalClustering', hierarchicalClustering, { clusters: 0 }, 'ERR_RANK', 'clusters'],
    ['hierarchicalClustering', hierarchicalClustering, { clusters: 2, sweeps: -1 }, 'ERR_INVALID_OPTION', 'sweeps'],
    ['soda', soda, { ranks: [2, 3] }, 'ERR_RANK', 'ranks[1]'],
    ['soda', soda, { ranks: [6] }, 'ERR_RANK', 'ranks[0]'],
    ['spa', spa, {}, 'ERR_RANK', 'rank'],
    ['snpa', snpa, { rank: 2, threads: 0 }, 'ERR_INVALID_OPTION', 'threads'],
  ])('%s: %#', async (_, work, options, code, option) => {
    await expect((work as (X: number[][], options: unknown) => Promise<unknown>)(good, options)).rejects.toThrowError(
      coded(code, { option }),
    )
  })

  test('negative entries, but for k-means', async () => {
    const signed = [
      [1, -2],
      [3, 4],
    ]
    const negative = coded('ERR_NEGATIVE', { option: 'X' })
    await expect(spa(signed, { rank: 1 })).rejects.toThrowError(negative)
    await expect(soda(signed, { ranks: [1] })).rejects.toThrowError(negative)
    await expect(hierarchicalClustering(signed, { clusters: 1 })).rejects.toThrowError(negative)
    expect((await kMeans(signed, { clusters: 2, seed: 1 })).inertia).toBe(0)
    await expect(kMeans([[1e300]], { clusters: 1 })).rejects.toThrowError(coded('ERR_SCALE'))
  })

  test('an abort ends the work with its reason', async () => {
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await expect(kMeans(good, { clusters: 2, signal })).rejects.toBe(reason)
    const later = new AbortController()
    const work = soda(uniformRows(4, 400, 15), { ranks: [1], signal: later.signal })
    setImmediate(() => later.abort(reason))
    await expect(work).rejects.toBe(reason)
  })
})
