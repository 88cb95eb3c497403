import { approximatelyOrthogonalNMF, nmf, orthogonalNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { directions } from '../support/random.js'

const X = directions(12, 40, 4, 31, 2)

/** The largest cosine of two rows. */
function overlapOf(rows: number[][]): number {
  const inner = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)
  const pairs = rows.flatMap((a, k) => rows.slice(k + 1).map((b) => inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b))))
  return Math.max(...pairs)
}

test('from nmf to hard clusters as the weight grows', async () => {
  const fits = await Promise.all(
    [0, 0.01, 0.03, 0.1, 1].map((orthogonalityWeight) =>
      approximatelyOrthogonalNMF(X, { rank: 4, orthogonalityWeight, init: 'snpa', maxIterations: 2000 }),
    ),
  )
  const overlaps = fits.map(({ H }) => overlapOf(H.toRows()))
  const errors = fits.map(({ history }) => history.at(-1)?.dataErrors[0] as number)
  expect(overlaps).toEqual(overlaps.toSorted((a, b) => b - a))
  expect(errors).toEqual(errors.toSorted((a, b) => a - b))
  using plain = await nmf(X, { rank: 4, init: 'snpa', maxIterations: 2000 })
  using hard = await orthogonalNMF(X, { rank: 4, init: 'snpa' })
  expect(errors[0] as number).toBeCloseTo(plain.history.at(-1)?.dataErrors[0] as number, 3)
  expect(overlaps.at(-1) as number).toBeLessThan(0.02)
  expect(errors.at(-1) as number).toBeLessThan((hard.history.at(-1)?.dataErrors[0] as number) + 1e-3)
  const samples = (labels: Int32Array) => [...labels].map((label) => labels.indexOf(label))
  expect(samples((fits.at(-1) as { labels: Int32Array }).labels)).toEqual(samples(hard.labels))
})

test('the unit of the data is of no account', async () => {
  using one = await approximatelyOrthogonalNMF(X, { rank: 4, seed: 3, maxIterations: 40 })
  const larger = X.map((row) => row.map((x) => 1024 * x))
  using other = await approximatelyOrthogonalNMF(larger, { rank: 4, seed: 3, maxIterations: 40 })
  expect(other.loss / one.loss).toBeCloseTo(1024 ** 2, 0)
  expect(other.labels).toEqual(one.labels)
})
