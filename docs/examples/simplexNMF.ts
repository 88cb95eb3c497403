import { matchColumns, simplexNMF } from 'deepmf'
import { jasperRidge } from '../support/index.js'

const { X, spectra, names } = await jasperRidge()
const fit = await simplexNMF(X, { rank: 4, maxIterations: 100 })
const { perColumn, permutation } = matchColumns(fit.W, spectra)
const share = (k: number) => fit.H.toRows()[k].reduce((sum, value) => sum + value, 0) / X.cols
names.forEach((name, k) => {
  console.log(`${name}: ${(100 * share(permutation[k])).toFixed(0)}% of the image, MRSA ${perColumn[k].toFixed(1)}`)
})
const sums = fit.H.toRows().reduce((total, row) => total.map((sum, j) => sum + row[j]))
console.log(
  `proportions of a pixel sum to ${Math.min(...sums).toFixed(6)} at least, ${Math.max(...sums).toFixed(6)} at most`,
)
