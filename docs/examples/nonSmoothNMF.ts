import { meanColumnSparsity, nonSmoothNMF, readMatMatrix } from 'deepmf'
import { dataFile, images } from '../support/index.js'

const X = await readMatMatrix(await dataFile('faces/CBCL.mat'), 'X')
const rows = []
for (const smoothing of [0, 0.5, 0.8]) {
  const fit = await nonSmoothNMF(X, { rank: 20, smoothing, seed: 1, maxIterations: 80 })
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(3)
  console.log(`smoothing ${smoothing}: relative error ${error}, sparsity of W ${meanColumnSparsity(fit.W).toFixed(2)}`)
  rows.push({ label: `${smoothing}`, cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) })
}
const grid = { rows: 19, cols: 19, order: 'column after column' } as const
await images('nonSmoothNMF-faces', { rows, grid, scale: 3 })
