import { archetypalAnalysis } from 'deepmf'
import { digits, images } from '../support/index.js'

const { X, labels } = await digits()
const fit = await archetypalAnalysis(X, { rank: 10, support: 'snpa', points: 100, maxIterations: 60 })
console.log(`relative error ${fit.history.at(-1)?.dataErrors[0].toFixed(4)}`)

// Which digits an archetype is made of.
const A = fit.A.toRows()
for (let k = 0; k < 10; k++) {
  const parts = A.map((row, l) => ({ digit: labels[fit.indices?.[l] ?? 0], weight: row[k] }))
  const largest = parts.sort((a, b) => b.weight - a.weight).slice(0, 3)
  console.log(`archetype ${k}: ${largest.map(({ digit, weight }) => `${weight.toFixed(2)} of a ${digit}`).join(', ')}`)
}
await images('archetypalAnalysis-digits', {
  rows: [{ cells: Array.from({ length: 10 }, (_, k) => ({ values: fit.W.column(k), note: `${k}` })) }],
  grid: { rows: 16, cols: 15, order: 'row after row' },
  scale: [4, 6],
})
