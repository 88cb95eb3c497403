import { type Matrix, matchColumns, ncaa, unbalancedPurities } from 'deepmf'
import { expect, test } from 'vitest'

// De Handschutter, thesis (2023), section 3.6, figure 3.6: purities of 0.75, 0.8 and 0.9, 500 samples, six points by SNPA.
// Published: a relative error on W of 6.39 % with global tuning, of 3.35 % with fine tuning.
const DRAWS = 10

/** ‖W - W*‖ / ‖W*‖ in per cent, columns matched. */
function errorOf(W: Matrix, truth: Matrix): number {
  const { permutation } = matchColumns(W, truth)
  const columns = permutation.map((j, k) => ({ found: W.column(j), wanted: truth.column(k) }))
  const squares = columns.flatMap(({ found, wanted }) => Array.from(wanted, (value, i) => (found[i] - value) ** 2))
  const norm = truth.toRows().flat()
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return 100 * Math.sqrt(sum(squares) / sum(norm.map((value) => value ** 2)))
}

test('archetypes of unequal purities: fine tuning halves the error of global tuning', async () => {
  const mean = { global: 0, fine: 0 }
  for (let seed = 1; seed <= DRAWS; seed++) {
    const { X, W } = await unbalancedPurities({ seed })
    for (const tuning of ['global', 'fine'] as const) {
      using fit = await ncaa(X, { rank: 3, points: 6, tuning, seed })
      mean[tuning] += errorOf(fit.W, W) / DRAWS
    }
  }
  console.log(`relative error on W: global ${mean.global.toFixed(2)} %, fine ${mean.fine.toFixed(2)} %`)
  expect(mean.global).toBeGreaterThan(5)
  expect(mean.global).toBeLessThan(7.5)
  expect(mean.fine).toBeGreaterThan(2.5)
  expect(mean.fine).toBeLessThan(4.7)
}, 60_000)
