import type { DeepMFFit } from 'deepmf'
import type { ImageSet } from '../datasets/image-set.js'
import { pictureOf } from '../picture/picture.js'
import { byPlace } from './arrange.js'
import { columnsOf, sum } from './columns.js'
import type { Feature, LayerReport } from './report.js'

/** The features of every layer as pictures, with what each is used for. */
export function layersOf(fit: DeepMFFit, images: ImageSet): readonly LayerReport[] {
  const last = fit.history.at(-1)
  return fit.layers.map((_, i) => {
    const depth = i + 1
    const features = featuresOf(fit, depth, images)
    return {
      depth,
      noun: images.layerNouns[i] ?? ['feature', 'features'],
      rank: features.length,
      features: byPlace(features),
      layerError: last?.layerErrors[i] ?? Number.NaN,
      dataError: last?.dataErrors[i] ?? Number.NaN,
    }
  })
}

function featuresOf(fit: DeepMFFit, depth: number, { grid, labels }: ImageSet): readonly Feature[] {
  using features = fit.features(depth)
  using coefficients = fit.coefficients(depth)
  const columns = columnsOf(features)
  const rows = coefficients.toRows().map((row) => Float64Array.from(row))
  // The scale that a feature and its coefficients share is free: their product is what counts.
  const weights = columns.map((column, k) => sum(column) * sum(rows[k] as Float64Array))
  const total = weights.reduce((a, b) => a + b, 0)
  return columns.map((column, index) => ({
    index,
    picture: pictureOf(column, grid),
    use: total > 0 ? (weights[index] as number) / total : 0,
    ...(labels === undefined ? {} : { classes: byClass(rows[index] as Float64Array, labels) }),
  }))
}

/** What fraction of the sum of `values` falls on every class. */
function byClass(values: Float64Array, labels: readonly number[]): readonly number[] {
  const sums = new Array<number>(Math.max(...labels) + 1).fill(0)
  for (const [i, label] of labels.entries()) sums[label] = (sums[label] as number) + (values[i] as number)
  const total = sums.reduce((a, b) => a + b, 0)
  return sums.map((value) => (total > 0 ? value / total : 0))
}
