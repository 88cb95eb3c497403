import { multilayerNMF } from 'deepmf'
import { digits, images } from '../support/index.js'

const { X } = await digits()
const fit = await multilayerNMF(X, { ranks: [40, 20, 10], decompose: 'features', seed: 1, maxIterations: 60 })
fit.layers.forEach(({ W }, l) => {
  console.log(
    `layer ${l + 1}: W is ${W.shape.join(' x ')}, error on the data ${fit.history.at(-1)?.dataErrors[l]?.toFixed(3)}`,
  )
})

// The features of each layer, as pixels.
const rows = fit.layers.map((_, l) => {
  const features = fit.features(l + 1)
  return { label: `layer ${l + 1}`, cells: Array.from({ length: 10 }, (_, k) => ({ values: features.column(k) })) }
})
await images('multilayerNMF-digits', { rows, grid: { rows: 16, cols: 15, order: 'row after row' }, scale: [4, 6] })
