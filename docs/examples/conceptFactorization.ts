import { clusteringAccuracy, clusterLabels, conceptFactorization, Matrix, nmi } from 'deepmf'
import { digits } from '../support/index.js'

// 400 digits, and how alike they are: (1 + cosine)³.
const { X, labels } = await digits()
const chosen = Array.from({ length: 400 }, (_, j) => 5 * j)
const columns = chosen.map((j) => X.column(j))
const inner = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
const lengths = columns.map((column) => Math.sqrt(inner(column, column)))
const kernel = columns.map((a, i) => columns.map((b, j) => (1 + inner(a, b) / (lengths[i] * lengths[j])) ** 3))

const X400 = Matrix.from(X.toRows().map((row) => chosen.map((j) => row[j])))
const truth = chosen.map((j) => labels[j])
const options = { rank: 10, init: 'k-means', seed: 1, maxIterations: 100 } as const
const fits = {
  'inner products': await conceptFactorization(X400, options),
  kernel: await conceptFactorization(kernel, { ...options, kernel: 'precomputed' }),
}
for (const [name, fit] of Object.entries(fits)) {
  const found = clusterLabels(fit)
  console.log(`${name}: accuracy ${clusteringAccuracy(found, truth).toFixed(3)}, NMI ${nmi(found, truth).toFixed(3)}`)
}
