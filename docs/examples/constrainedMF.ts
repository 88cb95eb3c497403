import { constrainedMF, l2Ball, nonnegative, readMatMatrix, totalVariation } from 'deepmf'
import { dataFile, images } from '../support/index.js'

// Faces again: parts that are smooth over the image. Rows of H have a length of at most one, or the penalty would be met
// by moving the scale to H.
const X = await readMatMatrix(await dataFile('faces/CBCL.mat'), 'X')
const constraints = { W: nonnegative(), H: l2Ball(1, { along: 'rows', nonnegative: true }) }
const rows = []
for (const weight of [0, 0.02, 0.1]) {
  const penalties = { W: totalVariation(weight, { height: 19, width: 19, along: 'columns' }) }
  const fit = await constrainedMF(X, { rank: 10, constraints, penalties, seed: 1, maxIterations: 20 })
  console.log(`weight ${weight}: relative error ${fit.history.at(-1)?.dataErrors[0].toFixed(3)}`)
  rows.push({ label: `${weight}`, cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) })
}
const grid = { rows: 19, cols: 19, order: 'column after column' } as const
await images('constrainedMF-faces', { rows, grid, scale: 3 })
