import { bestOf, orthogonalNMF } from 'deepmf'
import { ratings } from '../support/index.js'

// Of 20 starts the best: every user is a fan of one kind of movies.
const { fit } = await bestOf(20, (seed) => orthogonalNMF(ratings, { rank: 3, seed }), { seed: 1 })
console.log(`groups of the users: ${fit.labels.join(' ')}`)

// A column of W holds what its group gives to each movie, once the largest entry is 10.
const columns = Array.from({ length: 3 }, (_, k) => fit.W.column(k))
columns.forEach((column, k) => {
  const largest = Math.max(...column)
  console.log(`group ${k}: ${Array.from(column, (value) => ((10 * value) / largest).toFixed(1)).join(' ')}`)
})
