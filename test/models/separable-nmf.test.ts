import { nnls, separableNMF, snpa, spa } from 'deepmf'
import { expect, test } from 'vitest'
import { uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'
import { pureMixture } from './family/points.js'

const X = uniformRows(10, 40, 12)

test('the columns are those of spa and snpa', async () => {
  for (const [selection, alone] of [
    ['spa', spa],
    ['snpa', snpa],
  ] as const) {
    using fit = await separableNMF(X, { rank: 5, selection, seed: 1 })
    const { indices } = await alone(X, { rank: 5 })
    expect(fit.indices).toEqual(indices)
    expect(fit.W.toRows()).toEqual(X.map((row) => Array.from(indices, (j) => row[j])))
  }
})

test('pure samples are found, whatever their order', async () => {
  const mixed = pureMixture(9, 3, 40, 4).map((row) => [...row.slice(10), ...row.slice(0, 10)])
  using fit = await separableNMF(mixed, { rank: 3, seed: 1 })
  expect([...fit.indices].sort()).toEqual([30, 31, 32])
})

test('H is the nonnegative least squares solution', async () => {
  using fit = await separableNMF(X, { rank: 4, selection: 'spa', seed: 1, solver: 'bpp' })
  using exact = nnls(fit.W, X).X
  fit.H.toRows().forEach((row, k) => {
    row.forEach((value, j) => {
      expect(Math.abs(value - exact.get(k, j))).toBeLessThan(1e-9)
    })
  })
})

test('fewer columns where X has fewer to tell apart; spa does not write sparse data out', async () => {
  using two = await separableNMF(
    [
      [1, 0, 1, 0],
      [0, 1, 0, 1],
    ],
    { rank: 4, seed: 1 },
  )
  expect(two.W.shape).toEqual([2, 2])
  expect(two.loss).toBeLessThan(1e-20)
  using zero = await separableNMF(
    [
      [0, 0],
      [0, 0],
    ],
    { rank: 2, seed: 1 },
  )
  expect(zero.loss).toBe(0)
  using sparse = sparseOf(X)
  await expect(separableNMF(sparse, { rank: 2, selection: 'spa' })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    option: 'selection',
  })
})
