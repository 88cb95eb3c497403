import { readMatMatrix, sparseNMF } from 'deepmf'
import { dataFile, images } from '../support/index.js'

// Faces again: parts whose sparsity (Hoyer's measure) is asked for, in the mean over all parts.
const X = await readMatMatrix(await dataFile('faces/CBCL.mat'), 'X')
const rows = []
for (const hoyer of [0.5, 0.7, 0.85]) {
  const sparsity = { W: { hoyer, per: 'group' } } as const
  const fit = await sparseNMF(X, { rank: 20, sparsity, init: 'snpa', maxIterations: 80 })
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(3)
  console.log(`at least ${hoyer}: relative error ${error}, sparsity of W ${fit.hoyer.W.toFixed(2)}`)
  rows.push({ label: `${hoyer}`, cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) })
}
const grid = { rows: 19, cols: 19, order: 'column after column' } as const
await images('sparseNMF-faces', { rows, grid, scale: 3 })
