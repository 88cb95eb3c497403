import { approximatelyOrthogonalNMF } from 'deepmf'
import { ratings } from '../support/index.js'

for (const orthogonalityWeight of [0, 0.1, 0.5]) {
  const fit = await approximatelyOrthogonalNMF(ratings, { rank: 3, orthogonalityWeight, seed: 1 })
  const H = fit.H.toRows()
  const shared = H[0].filter((_, j) => H.filter((row) => row[j] > 1e-6).length > 1).length
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(4)
  console.log(`weight ${orthogonalityWeight}: error ${error}, ${shared} of 15 users have more than one taste`)
}
