import { pca, relativeError } from 'deepmf'
import { digits, images } from '../support/index.js'

const { X } = await digits()
const fit = await pca(X, { rank: 10 })
const ratios = Array.from(fit.explainedVarianceRatio)
console.log(`variance explained: ${ratios.map((ratio) => `${(100 * ratio).toFixed(1)}%`).join(' ')}`)
console.log(`all ten: ${(100 * ratios.reduce((sum, ratio) => sum + ratio, 0)).toFixed(1)}%`)

// New samples get the coordinates that the fit's own have.
const again = await fit.transform(X)
console.log(`coordinates found again, up to ${relativeError(fit.H, again) < 1e-12 ? 'rounding' : 'an error'}`)

await images('pca-digits', {
  rows: [{ cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k) })) }],
  grid: { rows: 16, cols: 15, order: 'row after row' },
  scale: [4, 6],
})
