import { Matrix, ncaa, unbalancedPurities } from 'deepmf'
import { expect, test } from 'vitest'
import { product } from '../support/dense.js'
import { uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'

const X = uniformRows(10, 40, 31)

/** The smallest entry of every column, below zero. */
const depths = (A: Matrix) => Array.from({ length: A.cols }, (_, k) => Math.max(0, -Math.min(...A.column(k))))

test('the points are samples, archetypes are mixtures of them within their epsilon', async () => {
  using fit = await ncaa(X, { rank: 3, points: 6, seed: 1 })
  const { W, A, Y, indices, epsilon } = fit
  expect(indices).toHaveLength(6)
  expect((Y as Matrix).toRows()).toEqual(X.map((row) => Array.from(indices as Uint32Array, (j) => row[j])))
  expect(W.toRows()).toEqual(
    product((Y as Matrix).toRows(), A.toRows()).map((row) => row.map((x) => expect.closeTo(x, 12))),
  )
  for (const [k, depth] of depths(A).entries()) expect(depth).toBeLessThan((epsilon[k] as number) + 1e-12)
})

test('a fixed epsilon: the loss never rises, and falls with epsilon; at 0 archetypes are in the hull', async () => {
  const losses: number[] = []
  for (const epsilon of [0, 0.05, 0.2]) {
    using fit = await ncaa(X, { rank: 4, epsilon, seed: 1, maxIterations: 100 })
    fit.history.reduce((before, { loss }) => {
      expect(loss).toBeLessThan(before * (1 + 1e-12))
      return loss
    }, Number.POSITIVE_INFINITY)
    expect(Math.max(...depths(fit.A))).toBeLessThan(epsilon + 1e-12)
    losses.push(fit.loss)
  }
  expect(losses[1]).toBeLessThan(losses[0])
  expect(losses[2]).toBeLessThan(losses[1])
})

test('tuning: one epsilon for all, then none larger, and the loss grows by what is allowed', async () => {
  const { X } = await unbalancedPurities({ seed: 3, samples: 100 })
  using global = await ncaa(X, { rank: 3, points: 6, tuning: 'global', seed: 1 })
  using fine = await ncaa(X, { rank: 3, points: 6, tuning: 'fine', seed: 1, fineTolerance: 1e-3 })
  expect(new Set(global.epsilon).size).toBe(1)
  expect(global.epsilon[0]).toBeGreaterThan(0.01)
  fine.epsilon.forEach((value, k) => {
    expect(value).toBeLessThan(global.epsilon[k] as number)
  })
  expect(fine.loss).toBeGreaterThan(global.loss)
  expect(fine.loss).toBeLessThan(global.loss + 3 * 1e-3 * (fine.history[0]?.loss as number) + 1e-12)
  expect(fine.history.map(({ iteration }) => iteration)).toEqual(fine.history.map((_, i) => i))
})

test('all stages together end by iterations or time, with factors in their sets', async () => {
  for (const maxIterations of [1, 7, 60, 150]) {
    using fit = await ncaa(X, { rank: 3, maxIterations, tolerance: 0, seed: 1 })
    expect(fit.stoppedBy).toBe('iterations')
    expect(fit.history).toHaveLength(maxIterations + 1)
    for (const [k, depth] of depths(fit.A).entries()) expect(depth).toBeLessThan((fit.epsilon[k] as number) + 1e-12)
  }
  using fit = await ncaa(X, { rank: 3, maxSeconds: 1e-9, seed: 1 })
  expect(fit.stoppedBy).toBe('time')
})

test('samples that are all alike, or zero, or fewer points than archetypes', async () => {
  using zero = await ncaa(Matrix.from(X.map((row) => row.map(() => 0))), { rank: 2, seed: 1 })
  expect(zero.loss).toBe(0)
  expect([...(zero.indices as Uint32Array)]).toEqual([0])
  using alike = await ncaa(
    X.map((row) => row.map(() => row[0])),
    { rank: 2, seed: 1 },
  )
  expect(alike.loss).toBeLessThan(1e-9)
})

test('sparse samples are not written out: central points of them are refused', async () => {
  using sparse = sparseOf(X.map((row) => row.map((x, j) => (j % 3 === 0 ? x : 0))))
  for (const support of ['all', 'k-means', 'hierarchical-clustering'] as const) {
    await expect(ncaa(sparse, { rank: 2, support })).rejects.toMatchObject({ code: 'ERR_INVALID_MATRIX', option: 'X' })
  }
  using fit = await ncaa(sparse, { rank: 2, support: uniformRows(10, 3, 5), epsilon: 0.1, maxIterations: 5 })
  expect(fit.indices).toBeUndefined()
})
