import { heldOut, nmf } from 'deepmf'
import { ratings } from '../support/index.js'

// A third of the ratings is hidden; NaN stands for what is not known.
const { heldOut: hidden } = heldOut(9, 15, { share: 1 / 3, seed: 1 })
const test = hidden.toRows()
const known = ratings.map((row, i) => row.map((value, j) => (test[i][j] > 0 ? Number.NaN : value)))

const values = known.flat().filter((value) => !Number.isNaN(value))
const mean = values.reduce((sum, value) => sum + value, 0) / values.length
const filled = (by: number) => known.map((row) => row.map((value) => (Number.isNaN(value) ? by : value)))
const options = { rank: 3, seed: 1 }
const fits = {
  "missing: 'nan'": await nmf(known, { ...options, missing: 'nan' }),
  'filled with zeros': await nmf(filled(0), options),
  'filled with the mean': await nmf(filled(mean), options),
}
for (const [name, fit] of Object.entries(fits)) {
  const guess = fit.reconstruct().toRows()
  const squares = ratings.flatMap((row, i) =>
    row.flatMap((value, j) => (test[i][j] > 0 ? [(value - guess[i][j]) ** 2] : [])),
  )
  const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  console.log(`${name.padEnd(21)} hidden ratings are off by ${error.toFixed(2)}`)
}
