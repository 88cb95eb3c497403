import { archetypalAnalysis, matchColumns, minVolNMF, ncaa, nmf } from 'deepmf'
import { images, jasperRidge } from '../support/index.js'

const { X, spectra, abundances, names } = await jasperRidge()
const bounded = { rank: 4, init: 'snpa', normalisation: 'H-columns', maxIterations: 150 } as const
const chosen = { rank: 4, points: 40, seed: 1 } as const
const fits = {
  NMF: await nmf(X, bounded),
  minVolNMF: await minVolNMF(X, bounded),
  'archetypal analysis': await archetypalAnalysis(X, {
    ...chosen,
    support: 'hierarchical-clustering',
    coefficients: 'sum-at-most-one',
  }),
  NCAA: await ncaa(X, { ...chosen, support: 'snpa', coefficients: 'sum-to-one' }),
}

const rows = [{ label: 'true', cells: names.map((_, k) => ({ values: abundances.toRows()[k] })) }]
for (const [label, { W, H }] of Object.entries(fits)) {
  const { permutation, perColumn, mrsa } = matchColumns(W, spectra)
  const angles = perColumn.map((angle) => angle.toFixed(1))
  console.log(`${label.padEnd(20)} MRSA ${angles.map((angle) => angle.padStart(5)).join(' ')}, mean ${mrsa.toFixed(2)}`)
  const maps = H.toRows()
  rows.push({ label, cells: permutation.map((k, j) => ({ values: maps[k], note: `MRSA ${angles[j]}` })) })
}
const grid = { rows: 100, cols: 100, order: 'column after column' } as const
await images('jasper-ridge', { rows, headers: names, grid, scale: 1.4 })
