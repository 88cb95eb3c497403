import { clusteringAccuracy, minVolTriNMF, triNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { chain, logVolume, product, type Rows, transposed } from '../support/dense.js'
import { lcg, uniformRows } from '../support/random.js'

const largest = (row: number[]) => row.indexOf(Math.max(...row))

/** How far a Gram matrix is from the identity. */
const fromIdentity = (gram: Rows) =>
  Math.max(...gram.flatMap((row, i) => row.map((x, j) => Math.abs(x - (i === j ? 1 : 0)))))

describe('groups of rows and of columns at once', () => {
  // 30 rows in 3 groups and 48 columns in 4: one level for each pair of groups, and noise.
  const next = lcg(5)
  const rows = Array.from({ length: 30 }, (_, i) => i % 3)
  const columns = Array.from({ length: 48 }, (_, j) => j % 4)
  const levels = [
    [5, 0.5, 1, 0.2],
    [0.3, 4, 0.2, 3],
    [1, 0.5, 6, 2],
  ]
  const X = rows.map((a) => columns.map((b) => (levels[a] as number[])[b] + 0.3 * next()))

  test.each(['W', 'H', 'both'] as const)('%s becomes orthonormal, and the groups are found', async (orthogonal) => {
    using fit = await triNMF(X, { ranks: [3, 4], orthogonal, init: 'k-means', seed: 1 })
    const [W, H] = [fit.W.toRows(), fit.H.toRows()]
    expect(clusteringAccuracy(W.map(largest), rows)).toBe(1)
    expect(clusteringAccuracy(transposed(H).map(largest), columns)).toBe(1)
    if (orthogonal !== 'H') expect(fromIdentity(product(transposed(W), W))).toBeLessThan(0.05)
    if (orthogonal !== 'W') expect(fromIdentity(product(H, transposed(H)))).toBeLessThan(0.05)
    expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(0.03)
  })
})

describe('a small volume of S', () => {
  const X = chain(
    uniformRows(20, 4, 3).map((row) => row.map((x) => Math.max(0, x - 0.3))),
    uniformRows(4, 4, 4),
    uniformRows(4, 60, 5),
  )

  test.each(['stochastic', 'doubly-stochastic'] as const)('%s', async (normalisation) => {
    const options = { ranks: [4, 4], normalisation, init: 'snpa', seed: 1 } as const
    using plain = await triNMF(X, options)
    using light = await minVolTriNMF(X, { ...options, volumeRatio: 0.01 })
    using heavy = await minVolTriNMF(X, { ...options, volumeRatio: 1 })
    const fits = [plain, light, heavy]
    const volumes = fits.map(({ S }) => logVolume(S.toRows(), 1e-6))
    const errors = fits.map(({ history }) => history.at(-1)?.dataErrors[0] as number)
    expect(volumes).toEqual(volumes.toSorted((a, b) => b - a))
    expect(errors).toEqual(errors.toSorted((a, b) => a - b))
    // A hundredth of the error at the start costs little of it, and brings the volume down by more than a unit.
    expect(errors[1] - errors[0]).toBeLessThan(0.01)
    expect(volumes[0] - volumes[1]).toBeGreaterThan(1)
  })
})
