import { bestOf, orthogonalNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { product, transposed } from '../support/dense.js'
import { directions, uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'

const columnOf = (X: number[][], j: number) => X.map((row) => row[j] as number)
const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)

/** Half the squared distance of columns from the best line through the origin: the power method on their Gram matrix. */
function errorOfOne(columns: readonly (readonly number[])[]): number {
  if (columns.length === 0) return 0
  const gram = columns.map((a) => columns.map((b) => inner(a, b)))
  let v = columns.map(() => 1)
  for (let step = 0; step < 3000; step++) {
    const next = gram.map((row) => inner(row, v))
    const length = Math.sqrt(inner(next, next))
    if (length === 0) return 0
    v = next.map((x) => x / length)
  }
  const trace = gram.reduce((sum, row, i) => sum + (row[i] as number), 0)
  return (
    0.5 *
    (trace -
      inner(
        gram.map((row) => inner(row, v)),
        v,
      ))
  )
}

/** The smallest error of all ways to put the columns into `clusters` clusters. */
function bestError(X: number[][], clusters: number): number {
  const n = (X[0] as number[]).length
  const errors = Array.from({ length: 2 ** n }, (_, set) =>
    errorOfOne(Array.from({ length: n }, (_, j) => j).flatMap((j) => ((set >> j) % 2 === 1 ? [columnOf(X, j)] : []))),
  )
  let best = Number.POSITIVE_INFINITY
  for (let code = 0; code < clusters ** n; code++) {
    const sets = new Array<number>(clusters).fill(0)
    for (let j = 0; j < n; j++) sets[Math.floor(code / clusters ** j) % clusters] += 2 ** j
    best = Math.min(
      best,
      sets.reduce((sum, set) => sum + (errors[set] as number), 0),
    )
  }
  return best
}

describe('in closed form', () => {
  test.each([1, 2, 3, 4, 5])('two samples are put together, the best ones: data %i', async (seed) => {
    const X = uniformRows(4, 6, seed)
    const pairs = transposed(X).flatMap((_, i) => Array.from({ length: i }, (_, j) => [i, j] as const))
    const errors = pairs.map(([i, j]) => errorOfOne([columnOf(X, i), columnOf(X, j)]))
    expect(errors).toHaveLength(15)
    using fit = await orthogonalNMF(X, { rank: 5, overcomplete: true })
    expect(Math.abs(fit.loss - Math.min(...errors))).toBeLessThan(1e-12)
    expect(new Set(fit.labels).size).toBe(5)
    using features = await orthogonalNMF(transposed(X), { rank: 5, overcomplete: true, orthogonal: 'W' })
    expect(features.loss).toBeCloseTo(fit.loss, 12)
    expect(features.labels).toEqual(fit.labels)
  })

  test('of sparse data too, and nothing is put together where there are as many clusters as samples', async () => {
    const X = uniformRows(6, 5, 9).map((row) => row.map((x) => (x < 0.3 ? 0 : x)))
    using sparse = sparseOf(X)
    using one = await orthogonalNMF(sparse, { rank: 4 })
    using other = await orthogonalNMF(X, { rank: 4 })
    expect(one.loss).toBeCloseTo(other.loss, 12)
    expect(one.labels).toEqual(other.labels)
    using all = await orthogonalNMF(X, { rank: 5 })
    expect(all.loss).toBeLessThan(1e-28)
    expect([...all.labels]).toEqual([0, 1, 2, 3, 4])
  })

  test('a start that is asked for is taken', async () => {
    const X = uniformRows(4, 6, 2)
    const labels = await Promise.all(
      (['random', 'snpa', 'soda'] as const).map(async (init) => {
        using fit = await orthogonalNMF(X, { rank: 5, overcomplete: true, init, seed: 1 })
        return [...fit.labels].join(' ')
      }),
    )
    expect(new Set(labels).size).toBeGreaterThan(1)
  })
})

test.each([11, 12, 13])('the best of some starts is the best of all clusterings: data %i', async (seed) => {
  const X = uniformRows(5, 7, seed)
  const { fit } = await bestOf(12, (start) => orthogonalNMF(X, { rank: 3, seed: start, tolerance: 1e-14 }), {
    seed: 1,
  })
  expect(Math.abs(fit.loss - bestError(X, 3))).toBeLessThan(1e-9)
  fit.dispose()
})

describe('clusters without samples', () => {
  const X = directions(8, 20, 3, 5, 0.3)

  test('get a sample, so that no start with equal columns is worse than without them', async () => {
    const columns = [columnOf(X, 0), columnOf(X, 0), columnOf(X, 1)]
    const init = { W: transposed(columns), H: [0, 1, 2].map(() => columnOf(transposed(X), 0).map(() => 1)) }
    using fit = await orthogonalNMF(X, { rank: 3, init })
    expect(new Set(fit.labels).size).toBe(3)
    const losses = fit.history.map(({ loss }) => loss)
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
    using best = await orthogonalNMF(X, { rank: 3, init: 'soda' })
    expect(fit.loss).toBeCloseTo(best.loss, 10)
  })

  test('stay so where there are fewer directions', async () => {
    const flat = directions(8, 20, 2, 5, 0)
    using fit = await orthogonalNMF(flat, { rank: 4, init: 'snpa', tolerance: 0, maxIterations: 10 })
    expect(fit.loss).toBeLessThan(1e-24)
    expect(new Set(fit.labels).size).toBe(2)
    const H = fit.H.toRows()
    expect(H.filter((row) => row.every((x) => x === 0))).toHaveLength(2)
  })

  test('a sample of zeros belongs nowhere', async () => {
    const withZero = X.map((row) => [...row.slice(0, 7), 0, ...row.slice(8)])
    using fit = await orthogonalNMF(withZero, { rank: 3, seed: 1 })
    expect(fit.labels[7]).toBe(-1)
    expect(fit.labels.filter((label) => label < 0)).toHaveLength(1)
  })
})

test('new samples are assigned with the weight that is best for them', async () => {
  using fit = await orthogonalNMF(directions(9, 24, 3, 6, 0.2), { rank: 3, init: 'soda' })
  const more = directions(9, 12, 3, 7, 0.2)
  using H = await fit.transform(more)
  const W = transposed(fit.W.toRows())
  for (const [j, column] of transposed(H.toRows()).entries()) {
    const x = columnOf(more, j)
    const cosines = W.map((w) => inner(w, x) / Math.sqrt(inner(w, w)))
    const k = cosines.indexOf(Math.max(...cosines))
    expect(k).toBe(fit.labels[j % 3])
    for (const [l, value] of column.entries()) {
      const w = W[l] as number[]
      expect(value).toBeCloseTo(l === k ? inner(w, x) / inner(w, w) : 0, 12)
    }
  }
})

test('multiplicative updates come near to orthogonality, and to the same clusters', async () => {
  const X = directions(9, 24, 3, 6, 0.2)
  using exact = await orthogonalNMF(X, { rank: 3, init: 'soda' })
  using fit = await orthogonalNMF(X, { rank: 3, seed: 2, solver: 'mu', maxIterations: 3000, tolerance: 1e-12 })
  const H = fit.H.toRows()
  const gram = product(H, transposed(H))
  for (const [k, row] of gram.entries()) {
    for (const [l, x] of row.entries()) expect(Math.abs(x - (k === l ? 1 : 0)), `${k} ${l}`).toBeLessThan(0.2)
  }
  const pairs = (labels: Int32Array) => [...labels].map((label) => labels.indexOf(label))
  expect(pairs(fit.labels)).toEqual(pairs(exact.labels))
})
