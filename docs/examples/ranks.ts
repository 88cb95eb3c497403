import { copheneticSelection, crossValidation } from 'deepmf'
import { ratings } from '../support/index.js'

// Held-out entries: too small a rank misses what is there, too large a rank fits the noise.
const curve = await crossValidation(ratings, {
  ranks: [1, 2, 3, 4, 5],
  folds: 10,
  seed: 1,
  nmf: { maxIterations: 100 },
})
for (const { rank, trainError, testError } of curve.points) {
  console.log(`rank ${rank}: mean squared error ${trainError.toFixed(2)}, of held-out ratings ${testError.toFixed(2)}`)
}
console.log(`chosen: ${curve.rank}`)

// Consensus of many starts: with the right rank they agree on who belongs together.
const { points } = await copheneticSelection(ratings, { ranks: [2, 3, 6], runs: 20, seed: 1 })
for (const { rank, cophenetic, dispersion } of points) {
  console.log(`rank ${rank}: cophenetic correlation ${cophenetic.toFixed(3)}, dispersion ${dispersion.toFixed(3)}`)
}
