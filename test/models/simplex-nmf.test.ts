import { simplexNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { product } from '../support/dense.js'
import { uniformRows } from '../support/random.js'
import { columnSumsOff, negativity } from './family/model-case.js'

// Proportions of three vertices of any sign, none of which is a sample.
const shares = [
  [0.8, 0.1, 0, 0.2, 0.5, 0.1, 0.4, 0],
  [0.2, 0.9, 0.3, 0.3, 0.5, 0.8, 0.1, 0.6],
  [0, 0, 0.7, 0.5, 0, 0.1, 0.5, 0.4],
]
const data = product(
  uniformRows(20, 3, 3).map((row) => row.map((x) => x - 0.5)),
  shares,
)
const options = { rank: 3, basis: 'free', seed: 1, maxIterations: 2000, tolerance: 1e-13 } as const

test.each(['snpa', 'random', 'k-means'] as const)(
  'a free basis explains convex combinations, from %s',
  async (init) => {
    using fit = await simplexNMF(data, { ...options, init })
    expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(1e-4)
  },
)

test('new samples of any sign where the basis is free', async () => {
  using fit = await simplexNMF(data, options)
  using H = await fit.transform(data.map((row) => row.slice(0, 5)))
  expect(H.shape).toEqual([3, 5])
  expect(negativity(H.toRows())).toBe(0)
  expect(columnSumsOff(H.toRows())).toBeLessThan(1e-12)
})
