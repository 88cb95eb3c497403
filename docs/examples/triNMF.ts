import { triNMF } from 'deepmf'
import { ratings } from '../support/index.js'

// Groups of movies, groups of users, and what the ones give to the others.
const fit = await triNMF(ratings, { ranks: [3, 3], orthogonal: 'both', init: 'k-means', seed: 1 })
const largest = (numbers: number[]) => numbers.indexOf(Math.max(...numbers))
console.log(`groups of the movies: ${fit.W.toRows().map(largest).join(' ')}`)
console.log(`groups of the users:  ${Array.from({ length: 15 }, (_, j) => largest([...fit.H.column(j)])).join(' ')}`)
console.log('S:')
for (const row of fit.S.toRows()) console.log(row.map((value) => value.toFixed(1).padStart(6)).join(' '))
