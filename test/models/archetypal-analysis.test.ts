import { archetypalAnalysis, type Matrix } from 'deepmf'
import { expect, test } from 'vitest'
import { distanceSquared, product, type Rows, transposed } from '../support/dense.js'
import { lcg, uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'

/** Points inside of a triangle, its corners among them or not. */
function triangle(count: number, corners: boolean, seed: number): Rows {
  const next = lcg(seed)
  const C = [
    [0, 4, 1],
    [0, 1, 3],
  ]
  const weights = Array.from({ length: count }, (_, j) => {
    if (corners && j < 3) return [0, 1, 2].map((k) => Number(k === j))
    const [a, b] = [next(), next()].sort((a, b) => a - b) as [number, number]
    return [a, b - a, 1 - b]
  })
  return product(C, transposed(weights))
}

const shifted = (X: Rows, by: number): Rows => X.map((row) => row.map((x) => x + by))
const closest = (rows: Rows, digits: number) => rows.map((row) => row.map((x) => expect.closeTo(x, digits)))

test('corners that are samples are the archetypes, wherever the triangle is', async () => {
  for (const by of [0, -2, 5]) {
    const X = shifted(triangle(60, true, 1), by)
    using fit = await archetypalAnalysis(X, { rank: 3, seed: 1 })
    const corners = transposed(fit.W.toRows()).sort((a, b) => a[0] - b[0])
    expect(corners).toEqual(
      closest(
        transposed(X.map((row) => row.slice(0, 3))).sort((a, b) => a[0] - b[0]),
        6,
      ),
    )
    expect(fit.W.toRows()).toEqual(closest(product(X, fit.A.toRows()), 9))
    expect(fit.Y).toBeUndefined()
  }
})

test('what lets archetypes leave the hull lowers the error: delta, and a small weight of the distance', async () => {
  const X = uniformRows(4, 50, 3)
  const errorOf = async (options: object) => {
    using fit = await archetypalAnalysis(X, { rank: 3, seed: 1, maxIterations: 300, ...options })
    return fit.history.at(-1)?.dataErrors[0] as number
  }
  const plain = await errorOf({})
  expect(await errorOf({ delta: 0.3 })).toBeLessThan(plain)
  const [near, far] = [await errorOf({ hullWeight: 100 }), await errorOf({ hullWeight: 0.01 })]
  expect(far).toBeLessThan(near)
  expect(near).toBeLessThan(plain * 1.001)
  expect(near).toBeGreaterThan(plain * 0.9)
})

test('Y A is the point of the hull that is nearest to W', async () => {
  const X = uniformRows(3, 20, 4)
  using fit = await archetypalAnalysis(X, { rank: 3, hullWeight: 0.1, seed: 1, tolerance: 1e-13, maxIterations: 3000 })
  const [W, A] = [fit.W.toRows(), fit.A.toRows()]
  const nearest = product(X, A)
  expect(distanceSquared(W, nearest)).toBeGreaterThan(1e-6)
  // The projection inequality: ⟨w - p, x - p⟩ <= 0 for every point x of the hull.
  for (let k = 0; k < 3; k++) {
    for (let j = 0; j < 20; j++) {
      const inner = W.reduce((sum, row, i) => sum + (row[k] - nearest[i][k]) * (X[i][j] - nearest[i][k]), 0)
      expect(inner).toBeLessThan(1e-6)
    }
  }
})

test('the larger l1, the fewer points count', async () => {
  const X = uniformRows(6, 40, 5)
  const countOf = async (l1: number) => {
    using fit = await archetypalAnalysis(X, {
      rank: 3,
      l1,
      seed: 1,
      tolerance: 0,
      maxIterations: 200,
      innerSteps: 30,
      solver: 'fpgd',
    })
    return (fit.A as Matrix)
      .toRows()
      .flat()
      .filter((x) => x > 1e-9).length
  }
  const [little, much] = [await countOf(0.01), await countOf(2)]
  expect(much).toBeLessThan(little)
})

test('sparse samples: a support keeps their Gram matrix out of it', async () => {
  const rows = uniformRows(10, 40, 31).map((row) => row.map((x, j) => (j % 3 === 0 ? x : 0)))
  using X = sparseOf(rows)
  const options = { rank: 3, support: 'snpa', points: 6, seed: 1, solver: 'fpgd', maxIterations: 20 } as const
  await expect(archetypalAnalysis(X, { rank: 3 })).rejects.toMatchObject({ code: 'ERR_INVALID_MATRIX', option: 'X' })
  using fit = await archetypalAnalysis(X, options)
  using dense = await archetypalAnalysis(rows, options)
  expect(fit.indices).toEqual(dense.indices)
  expect(fit.loss).toBeCloseTo(dense.loss, 9)
})

test('samples that are all alike', async () => {
  for (const init of ['furthest-sum', 'snpa'] as const) {
    using fit = await archetypalAnalysis(
      [
        [1, 1, 1, 1],
        [2, 2, 2, 2],
      ],
      { rank: 2, init, seed: 1 },
    )
    expect(fit.loss).toBeLessThan(1e-20)
  }
})
