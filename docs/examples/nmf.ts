import { hoyerSparsity, nmf, pca, readMatMatrix, relativeError } from 'deepmf'
import { dataFile, images, inRows } from '../support/index.js'

// 2,429 faces of 19 x 19 pixels, one in each column.
const X = await readMatMatrix(await dataFile('faces/CBCL.mat'), 'X')
const fit = await nmf(X, { rank: 49, seed: 1, maxIterations: 100 })
console.log(
  `relative error ${relativeError(X, fit.reconstruct()).toFixed(4)} after ${fit.history.length - 1} iterations`,
)

// Parts of faces are mostly empty; principal components never are.
const components = await pca(X, { rank: 49 })
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const sparsity = (W: typeof fit.W) => mean(Array.from({ length: W.cols }, (_, k) => hoyerSparsity(W.column(k))))
console.log(
  `sparsity of the parts ${sparsity(fit.W).toFixed(2)}, of principal components ${sparsity(components.W).toFixed(2)}`,
)

const parts = Array.from({ length: 49 }, (_, k) => fit.W.column(k))
await images('nmf-faces', {
  rows: inRows(parts, 10),
  grid: { rows: 19, cols: 19, order: 'column after column' },
  scale: 3,
})
