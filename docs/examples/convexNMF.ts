import { clusteringAccuracy, clusterLabels, convexNMF, Matrix, semiNMF } from 'deepmf'
import { digits, images } from '../support/index.js'

const { X, labels } = await digits()
const mean = X.toRows().map((row) => row.reduce((sum, value) => sum + value, 0) / row.length)
const centred = Matrix.from(X.toRows().map((row, i) => row.map((value) => value - mean[i])))

const options = { rank: 10, seed: 1, maxIterations: 100 }
const convex = await convexNMF(centred, { ...options, support: 'k-means', points: 100 })
const semi = await semiNMF(centred, { ...options, init: 'k-means' })
for (const [name, fit] of Object.entries({ convex, semi })) {
  const accuracy = clusteringAccuracy(clusterLabels(fit), labels)
  console.log(
    `${name}: relative error ${fit.history.at(-1)?.dataErrors[0].toFixed(4)}, accuracy ${accuracy.toFixed(3)}`,
  )
}

const cells = (fit: typeof semi | typeof convex) => Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) }))
await images('convexNMF-digits', {
  rows: [
    { label: 'convex', cells: cells(convex) },
    { label: 'semi', cells: cells(semi) },
  ],
  grid: { rows: 16, cols: 15, order: 'row after row' },
  scale: [4, 6],
})
