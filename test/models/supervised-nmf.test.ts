import { readMatMatrix, readMatSparse, supervisedNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { dataFile } from '../support/data.js'
import { chain } from '../support/dense.js'
import { directions, lcg, uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'

const X = uniformRows(8, 20, 1)
const classes = X[0].map((_, j) => (j + (j >> 2)) % 3)

/** The objective, from its definition. */
function objective(fit: { A: never; B: never; S: never }, Y: number[][], L: number[][], W: number[][], weight: number) {
  const rows = (name: 'A' | 'B' | 'S') => (fit[name] as { toRows(): number[][] }).toRows()
  const part = (target: number[][], product: number[][], counts: number[][]) =>
    target.reduce(
      (sum, row, i) =>
        sum + row.reduce((s, x, j) => s + (counts[i][j] > 0 ? counts[i][j] * (x - product[i][j]) ** 2 : 0), 0),
      0,
    )
  return 0.5 * part(X, chain(rows('A'), rows('S')), W) + 0.5 * weight * part(Y, chain(rows('B'), rows('S')), L)
}

const ones = (rows: number, cols: number) => Array.from({ length: rows }, () => new Array<number>(cols).fill(1))
const oneHot = (labels: readonly number[]) => [0, 1, 2].map((k) => labels.map((label) => (label === k ? 1 : 0)))

describe('unknown labels and weights', () => {
  const partly = classes.map((label, j) => (j % 4 === 1 ? -1 : label))
  const Y = oneHot(partly)
  const L = Y.map((row) => row.map((_, j) => (partly[j] < 0 ? 0 : 1)))
  const W = uniformRows(8, 20, 2).map((row) => row.map((x) => (x < 0.3 ? 0 : x)))

  test.each([
    { what: 'unknown samples', options: { labels: partly }, W: ones(8, 20), solver: 'auto' },
    {
      what: 'unknown entries',
      options: { labels: Y.map((row, k) => row.map((y, j) => (L[k][j] > 0 ? y : Number.NaN))) },
      W: ones(8, 20),
      solver: 'mu',
    },
    { what: 'weights of X', options: { labels: partly, weights: W }, W, solver: 'auto' },
  ] as const)(
    '$what: the loss is the objective and never rises, the same bits everywhere',
    async ({ options, W, solver }) => {
      const fits = []
      for (const backend of backends) {
        const all = {
          rank: 4,
          seed: 3,
          labelWeight: 2,
          maxIterations: 60,
          tolerance: 0,
          solver,
          backend,
          ...options,
        } as const
        const fit = await supervisedNMF(X, all as never)
        expect(fit.loss / objective(fit as never, Y, L, W as number[][], 2)).toBeCloseTo(1, 10)
        const losses = fit.history.map(({ loss }) => loss)
        for (const [i, loss] of losses.entries()) if (i > 0) expect(loss).toBeLessThan(losses[i - 1] * (1 + 1e-12))
        fits.push([fit.A, fit.B, fit.S].map((factor) => [...factor.toArray()]))
        fit.dispose()
      }
      for (const fit of fits) expect(fit).toEqual(fits[0])
    },
  )

  test('what stands where nothing counts does not matter', async () => {
    const weights = W.map((row) => row.map((w) => (w > 0 ? 1 : 0)))
    const other = X.map((row, i) => row.map((x, j) => (weights[i][j] > 0 ? x : 7)))
    const options = { rank: 3, seed: 1, labels: classes, weights, maxIterations: 20 } as const
    using one = await supervisedNMF(X, options)
    using two = await supervisedNMF(other, options)
    expect(two.A.toRows()).toEqual(one.A.toRows())
  })

  test('weights of ones and labels that are all known are none', async () => {
    using one = await supervisedNMF(X, { rank: 3, seed: 1, labels: classes, maxIterations: 20 })
    using two = await supervisedNMF(X, {
      rank: 3,
      seed: 1,
      labels: oneHot(classes),
      weights: ones(8, 20),
      maxIterations: 20,
    })
    expect(two.S.toRows()).toEqual(one.S.toRows())
  })

  test('sparse data has none of both', async () => {
    using sparse = sparseOf(X)
    const refused = { code: 'ERR_INVALID_OPTION', option: 'labels' }
    await expect(supervisedNMF(sparse, { rank: 3, labels: partly })).rejects.toMatchObject(refused)
  })
})

test('labels of new samples', async () => {
  const data = directions(12, 60, 4, 2, 0.5)
  const truth = data[0].map((_, j) => j % 4)
  const next = lcg(4)
  const known = truth.map((label) => (next() < 0.3 ? label : -1))
  for (const labels of [truth, known]) {
    using fit = await supervisedNMF(data, { rank: 4, labels, seed: 1 })
    expect(fit.accuracy).toBe(1)
    expect([...fit.labels]).toEqual(truth)
    const more = directions(12, 40, 4, 9, 0.5)
    const predicted = await fit.predict(more)
    expect([...predicted]).toEqual(more[0].map((_, j) => j % 4))
    expect(fit.predictSync(more)).toEqual(predicted)
  }
})

test('a larger weight brings B S nearer to the labels, and A S less near to X', async () => {
  const fits = await Promise.all(
    [0.1, 1, 10, 100].map((labelWeight) => supervisedNMF(X, { rank: 4, labels: classes, labelWeight, seed: 1 })),
  )
  const errors = (at: number) => fits.map(({ history }) => history.at(-1)?.layerErrors[at] as number)
  expect(errors(0)).toEqual(errors(0).toSorted((a, b) => a - b))
  expect(errors(1)).toEqual(errors(1).toSorted((a, b) => b - a))
})

// 20 newsgroups in ten classes as Neural NMF takes them: 200 documents, the labels of 120 of them known.
test('newsgroups: documents that were not seen', async (context) => {
  const file = await dataFile(context, 'text/20news_neuralnmf/20News_subsampled.mat')
  using documents = await readMatSparse(file, 'X_subsampled')
  const [classOf, seen] = await Promise.all(
    ['sub_cats', 'known60'].map(async (name) => (await readMatMatrix(file, name)).toArray()),
  )
  const names = [...new Set(classOf)]
  const truth = Array.from(classOf, (name) => names.indexOf(name))
  const train = Array.from(seen, (column) => column - 1)
  const test = truth.map((_, j) => j).filter((j) => !train.includes(j))
  const rows = documents.toDense().toRows()
  using inTrain = sparseOf(rows.map((row) => train.map((j) => row[j] as number)))
  using inTest = sparseOf(rows.map((row) => test.map((j) => row[j] as number)))
  using fit = await supervisedNMF(inTrain, {
    rank: 13,
    labels: train.map((j) => truth[j] as number),
    labelWeight: 1,
    seed: 1,
  })
  const predicted = await fit.predict(inTest)
  const right = test.filter((j, i) => predicted[i] === truth[j]).length / test.length
  console.log(`newsgroups: accuracy ${fit.accuracy.toFixed(3)} on 120 documents, ${right.toFixed(3)} on 80 others`)
  expect(fit.accuracy).toBeGreaterThan(0.9)
  expect(right).toBeGreaterThan(0.3)
}, 120_000)

// The block toy of Neural NMF: 9 classes of 10 samples in 87 features. Its rank 9 with 40% of the labels known.
test('the block toy of Neural NMF: labels of some samples tell those of the others', async (context) => {
  const file = await dataFile(context, 'text/20news_neuralnmf/synthetic_noise.mat')
  using toy = await readMatMatrix(file, 'X')
  const truth = Array.from((await readMatMatrix(file, 'labels9')).toArray())
  const known = Array.from((await readMatMatrix(file, 'L40')).toArray().slice(0, truth.length))
  const labels = truth.map((label, j) => (known[j] === 1 ? label : -1))
  using fit = await supervisedNMF(toy, { rank: 9, labels, seed: 1 })
  const right = truth.filter((label, j) => known[j] !== 1 && fit.labels[j] === label).length
  const unknown = truth.length - known.filter((one) => one === 1).length
  console.log(`block toy: ${known.length - unknown} labels known, ${right} of ${unknown} others found`)
  expect(fit.accuracy).toBe(1)
  expect(right / unknown).toBeGreaterThan(0.9)
})
