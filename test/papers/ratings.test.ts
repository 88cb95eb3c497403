import { orthogonalNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { transposed } from '../support/dense.js'
import { printedRatings } from '../support/ratings.js'

// The first layer of the deep orthogonal factorization of the printed ratings (De Handschutter, Gillis and Siebert, survey
// (2021), section 4.1.1; De Handschutter, thesis (2023), section 4.4.1.3): rank 4, rows of H orthogonal, the scale such
// that the largest entry of each column of W is 10. Digits as printed, but for entry (4, 3) of W: 8.6 there, 8.54 here.
const printedW = [
  [9.1, 1.7, 3.4, 3.8],
  [8.9, 1.1, 4.9, 2.7],
  [10.0, 1.1, 3.7, 2.5],
  [2.2, 10.0, 8.54, 3.0],
  [2.4, 10.0, 10.0, 2.5],
  [1.5, 8.9, 9.6, 3.0],
  [2.2, 5.5, 1.5, 10.0],
  [2.0, 5.0, 1.8, 9.9],
  [2.0, 4.4, 1.5, 10.0],
]
const printedLabels = [0, 0, 0, 0, 0, 2, 1, 2, 2, 1, 3, 3, 3, 3, 3]
const printedEntries = [0.88, 0.87, 0.92, 0.87, 1.05, 0.92, 0.92, 0.85, 0.92, 0.88, 0.82, 0.8, 0.79, 0.89, 0.71]

test.each(['random', 'snpa', 'soda'] as const)('the printed ratings, from %s', async (init) => {
  using fit = await orthogonalNMF(
    printedRatings.map((row) => [...row]),
    { rank: 4, init, seed: 1, tolerance: 1e-12 },
  )
  const [W, H] = [transposed(fit.W.toRows()), fit.H.toRows()]
  // Which of the columns is which: by a user of each.
  const order = [0, 6, 5, 10].map((user) => fit.labels[user] as number)
  expect([...fit.labels].map((label) => order.indexOf(label))).toEqual(printedLabels)
  let furthest = 0
  for (const [k, column] of order.entries()) {
    const vector = W[column] as number[]
    const scale = Math.max(...vector) / 10
    for (const [i, x] of vector.entries()) {
      furthest = Math.max(furthest, Math.abs(x / scale - (printedW[i]?.[k] as number)))
    }
    for (const [j, h] of (H[column] as number[]).entries()) {
      const printed = printedLabels[j] === k ? (printedEntries[j] as number) : 0
      furthest = Math.max(furthest, Math.abs(h * scale - printed))
    }
  }
  console.log(`ratings, from ${init}: the furthest number is ${furthest.toFixed(3)} from the printed one`)
  expect(furthest).toBeLessThan(0.06)
})
