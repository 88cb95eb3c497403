import { constrainedMF, hoyerAtLeast, meanColumnSparsity, nonnegative, readMatMatrix } from 'deepmf'
import { dataFile, images } from '../support/index.js'

// Faces again, with parts that are at least as sparse as asked for (Hoyer's measure), coefficients nonnegative.
const X = await readMatMatrix(await dataFile('faces/CBCL.mat'), 'X')
const rows = []
for (const level of [0.5, 0.75, 0.9]) {
  const constraints = { W: hoyerAtLeast(level, { per: 'vector', nonnegative: true }), H: nonnegative() }
  const fit = await constrainedMF(X, { rank: 20, constraints, init: 'snpa', maxIterations: 60 })
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(3)
  console.log(`at least ${level}: relative error ${error}, sparsity of W ${meanColumnSparsity(fit.W).toFixed(2)}`)
  rows.push({ label: `${level}`, cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) })
}
const grid = { rows: 19, cols: 19, order: 'column after column' } as const
await images('constrainedMF-faces', { rows, grid, scale: 3 })
