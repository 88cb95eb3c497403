import { dirichletMixture, Matrix, matchColumns, minVolNMF, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { distanceSquared, logVolume, product } from '../support/dense.js'
import { uniformRows } from '../support/random.js'

const X = uniformRows(10, 40, 21)
const given = { W: uniformRows(10, 3, 22), H: uniformRows(3, 40, 23).map((row) => row.map((x) => x / 3)) }

describe('the weight of the volume', () => {
  // Equation 2.7 of the thesis, from the start as the fit has it.
  const weightFrom = (W: number[][], ratio: number, delta: number) =>
    (ratio * distanceSquared(X, product(W, given.H))) / Math.max(1, Math.abs(logVolume(W, delta)))

  test.each([
    { ratio: 0.2, delta: 0.1 },
    { ratio: 3, delta: 1e-4 },
  ])('follows from the ratio: %o', async ({ ratio, delta }) => {
    using fit = await minVolNMF(X, { rank: 3, init: given, volumeRatio: ratio, delta, maxIterations: 2 })
    expect(fit.volumeWeight / weightFrom(given.W, ratio, delta)).toBeCloseTo(1, 12)
  })

  test('is bounded where the logarithm of the volume is near zero', async () => {
    // Orthogonal columns whose squared lengths and delta make 1: the logarithm is zero.
    const W = given.W.map((row, i) => row.map((_, k) => (i === k ? Math.sqrt(0.9) : 0)))
    using fit = await minVolNMF(X, { rank: 3, init: { ...given, W }, maxIterations: 2 })
    expect(fit.volumeWeight / (0.1 * distanceSquared(X, product(W, given.H)))).toBeCloseTo(1, 12)
  })

  test('is zero after a start without an error, and as given where it is given', async () => {
    using exact = await minVolNMF(product(given.W, given.H), { rank: 3, init: given, maxIterations: 2 })
    expect(exact.volumeWeight).toBeLessThan(1e-25)
    using fixed = await minVolNMF(X, { rank: 3, volumeWeight: 7, maxIterations: 2 })
    expect(fixed.volumeWeight).toBe(7)
  })
})

test('a larger weight gives a smaller volume and a larger error', async () => {
  const fits = await Promise.all([0, 1, 10].map((volumeWeight) => minVolNMF(X, { rank: 3, volumeWeight })))
  const lengths = fits.map(({ W }) => W.toArray().reduce((sum, x) => sum + x * x, 0))
  const errors = fits.map(({ history }) => history.at(-1)?.dataErrors[0] as number)
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
  expect(errors).toEqual(errors.toSorted((a, b) => a - b))
})

// De Handschutter, thesis (2023), section 2.4.1: no sample has more than 80% of one column of W.
test.each(['H-columns', 'H-simplex', 'W-columns'] as const)(
  '%s: vertices beyond the samples',
  async (normalisation) => {
    let [plain, small] = [0, 0]
    for (const seed of [0, 1, 2]) {
      const W = Matrix.from(uniformRows(20, 3, 10 + seed))
      const data = await dirichletMixture({ W, samples: 500, alpha: 0.3, purity: 0.8, seed })
      using without = await nmf(data.X, { rank: 3, init: 'snpa', normalisation: 'H-columns' })
      using fit = await minVolNMF(data.X, { rank: 3, normalisation })
      plain += matchColumns(without.W, W).mrsa / 3
      small += matchColumns(fit.W, W).mrsa / 3
    }
    console.log(`purity 0.8, ${normalisation}: mean MRSA nmf ${plain.toFixed(2)}, minVolNMF ${small.toFixed(2)}`)
    expect(small).toBeLessThan(0.5 * plain)
  },
)
