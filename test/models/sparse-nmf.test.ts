import { hoyerSparsity, kSparse, nmf, project, sparseNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { product, relativeDistance, transposed } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'

const X = lowRankRows(24, 60, 5, 3).map((row) => row.map((x) => x + 0.05))
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const zeros = (rows: number[][]) => rows.flat().filter((x) => x === 0).length

test('the fit reports the sparsity that its factors have', async () => {
  using fit = await sparseNMF(X, { rank: 4, sparsity: { W: { hoyer: 0.5 } }, seed: 2 })
  expect(fit.hoyer.W).toBe(mean(transposed(fit.W.toRows()).map((column) => hoyerSparsity(column))))
  expect(fit.hoyer.H).toBe(mean(fit.H.toRows().map((row) => hoyerSparsity(row))))
})

test.each(['vector', 'group'] as const)('a level is met and costs little: per %s', async (per) => {
  using plain = await nmf(X, { rank: 5, seed: 2 })
  using fit = await sparseNMF(X, { rank: 5, sparsity: { W: { hoyer: 0.6, per }, H: { hoyer: 0.4, per } }, seed: 2 })
  const natural = mean(transposed(plain.W.toRows()).map((column) => hoyerSparsity(column)))
  expect(natural).toBeLessThan(0.5)
  expect(fit.hoyer.W).toBeGreaterThan(0.6 - 1e-9)
  expect(fit.hoyer.H).toBeGreaterThan(0.4 - 1e-9)
  // Both bounds are active: less sparsity would lower the error.
  expect(fit.hoyer.W).toBeLessThan(0.65)
  expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(per === 'group' ? 0.3 : 0.4)
})

test('a level of the mean leaves single vectors free, and costs less than one for each', async () => {
  const options = { rank: 5, seed: 2, maxIterations: 1000 } as const
  using each = await sparseNMF(X, { ...options, sparsity: { W: { hoyer: 0.6 } } })
  using group = await sparseNMF(X, { ...options, sparsity: { W: { hoyer: 0.6, per: 'group' } } })
  const levels = transposed(group.W.toRows()).map((column) => hoyerSparsity(column))
  expect(Math.min(...levels)).toBeLessThan(0.6)
  expect(mean(levels)).toBeGreaterThan(0.6 - 1e-9)
  expect(group.loss).toBeLessThan(each.loss)
})

test.each(['l1', 'l1Squared'] as const)('more %s, more zeros', async (form) => {
  const counts = []
  for (const weight of [0.01, 0.3, 3]) {
    using fit = await sparseNMF(X, { rank: 5, sparsity: { H: { [form]: weight } as { l1: number } }, seed: 2 })
    counts.push(zeros(fit.H.toRows()))
  }
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(counts[0]).toBeLessThan(counts[2])
})

test.each(['random', 'snpa', 'k-means', 'nndsvd'] as const)(
  'two of three parts make a sample, from %s',
  async (init) => {
    const H = uniformRows(3, 40, 4).map((row, k) => row.map((x, j) => (j % 3 === k ? 0 : x)))
    const data = product(uniformRows(20, 3, 3), H)
    using plain = await nmf(data, { rank: 3, init, seed: 1, maxIterations: 1000 })
    using cut = project(plain.H, kSparse(2))
    using fit = await sparseNMF(data, { rank: 3, sparsity: { H: { entries: 2 } }, init, seed: 1, maxIterations: 1000 })
    // Nmf explains the data too, with three parts for most samples.
    expect(relativeDistance(data, product(plain.W.toRows(), cut.toRows()))).toBeGreaterThan(0.02)
    expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(0.005)
  },
)

test('new samples keep what is said of columns', async () => {
  using fit = await sparseNMF(X, { rank: 5, sparsity: { H: { entries: 2 } }, seed: 2 })
  using H = await fit.transform(X.map((row) => row.slice(0, 7)))
  for (const column of transposed(H.toRows())) expect(column.filter((x) => x > 0).length).toBeLessThanOrEqual(2)
})
