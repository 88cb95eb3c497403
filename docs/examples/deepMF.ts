import { deepMF } from 'deepmf'
import { digits, images } from '../support/index.js'

const { X } = await digits()
const options = {
  ranks: [40, 20, 10],
  decompose: 'coefficients',
  normalisation: 'W-rows',
  seed: 1,
  maxIterations: 40,
} as const
const rows = []
for (const loss of ['layer-centric', 'data-centric'] as const) {
  const fit = await deepMF(X, { ...options, loss })
  const { dataErrors, layerErrors } = fit.history[fit.history.length - 1]
  const shown = (errors: readonly number[]) => errors.map((error) => error.toFixed(3)).join(' ')
  console.log(`${loss}: errors of the layers ${shown(layerErrors)}, on the data ${shown(dataErrors)}`)
  const deepest = fit.features(3)
  rows.push({ label: loss, cells: Array.from({ length: 10 }, (_, k) => ({ values: deepest.column(k) })) })
}
await images('deepMF-digits', { rows, grid: { rows: 16, cols: 15, order: 'row after row' }, scale: [4, 6] })
