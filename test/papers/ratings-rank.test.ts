import { copheneticSelection, crossValidation } from 'deepmf'
import { expect, test } from 'vitest'
import { printedRatings } from '../support/ratings.js'

// The printed ratings (De Handschutter, Gillis and Siebert, survey (2021), section 4.1.1): three kinds of movies, of five
// users each the fans.
const ratings = printedRatings.map((row) => [...row])

test('held-out ratings say that there are three tastes', async () => {
  const { points, rank, rankWithinOneError } = await crossValidation(ratings, {
    ranks: [1, 2, 3, 4, 5],
    folds: 10,
    seed: 1,
    nmf: { maxIterations: 100 },
  })
  for (const point of points) {
    const { trainError, testError, standardError } = point
    const shown = [trainError, testError, standardError].map((error) => error.toFixed(2))
    console.log(`rank ${point.rank}: mean squared error ${shown[0]}, of held-out ratings ${shown[1]} ± ${shown[2]}`)
  }
  expect(rank).toBe(3)
  expect(rankWithinOneError).toBe(3)
  const errors = points.map(({ testError }) => testError)
  expect(errors[2]).toBeLessThan(0.5 * Math.min(...errors.filter((_, at) => at !== 2)))
})

test('all starts of rank 3 agree on who likes what', async () => {
  const { points } = await copheneticSelection(ratings, { ranks: [2, 3, 6], runs: 20, seed: 1 })
  expect(points[1]?.cophenetic).toBe(1)
  expect([...(points[1]?.labels ?? [])]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
  expect(points[2]?.dispersion).toBeLessThan(1)
})
