import { convexNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { product } from '../support/dense.js'
import { lcg, uniformRows } from '../support/random.js'

test('basis vectors are combinations of samples; of clusters apart they are the centres, and H says which', async () => {
  const next = lcg(3)
  const centres = [
    [-4, 0, 4],
    [1, -5, 2],
  ]
  const X = centres.map((row) => Array.from({ length: 30 }, (_, j) => (row[j % 3] as number) + 0.2 * (next() - 0.5)))
  using fit = await convexNMF(X, { rank: 3, seed: 1 })
  const [C, H] = [fit.C.toRows(), fit.H.toRows()]
  expect(fit.W.toRows()).toEqual(product(X, C).map((row) => row.map((x) => expect.closeTo(x, 9))))
  const labels = Array.from({ length: 30 }, (_, j) => {
    const column = H.map((row) => row[j] as number)
    return column.indexOf(Math.max(...column))
  })
  labels.forEach((label, j) => {
    expect(label).toBe(labels[j % 3])
  })
  expect(new Set(labels.slice(0, 3)).size).toBe(3)
})

test('fewer points: no lower error, less to hold', async () => {
  const X = uniformRows(8, 40, 4)
  using all = await convexNMF(X, { rank: 3, seed: 1 })
  using few = await convexNMF(X, { rank: 3, seed: 1, support: 'snpa', points: 4 })
  expect(few.C.shape).toEqual([4, 3])
  expect(few.indices).toHaveLength(4)
  expect(all.loss).toBeLessThan(few.loss)
})
