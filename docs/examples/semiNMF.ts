import { clusteringAccuracy, Matrix, nmi, semiNMF } from 'deepmf'
import { digits, images } from '../support/index.js'

// Handwritten digits less the mean digit: numbers of both signs.
const { X, labels } = await digits()
const mean = X.toRows().map((row) => row.reduce((sum, value) => sum + value, 0) / row.length)
const centred = Matrix.from(X.toRows().map((row, i) => row.map((value) => value - mean[i])))

const fit = await semiNMF(centred, { rank: 10, init: 'k-means', seed: 1 })
console.log(`relative error ${fit.history.at(-1)?.dataErrors[0].toFixed(4)}`)

// The largest coefficient names the cluster of a digit.
const H = fit.H.toRows()
const clusters = labels.map((_, j) => H.reduce((best, row, k) => (row[j] > H[best][j] ? k : best), 0))
console.log(
  `accuracy of the clusters ${clusteringAccuracy(clusters, labels).toFixed(3)}, NMI ${nmi(clusters, labels).toFixed(3)}`,
)

await images('semiNMF-digits', {
  rows: [{ cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) }],
  grid: { rows: 16, cols: 15, order: 'row after row' },
  scale: [4, 6],
})
