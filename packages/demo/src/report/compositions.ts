import type { DeepMFFit } from 'deepmf'
import type { ImageGrid } from '../datasets/image-set.js'
import { pictureOf } from '../picture/picture.js'
import { columnsOf, strongestFirst, sum } from './columns.js'
import type { Composition } from './report.js'

/** How many parts are added one by one. */
const STEPS = 5
/** Parts below this share of the whole are not listed. */
const LEAST_SHARE = 0.005

/**
 * What every feature that has parts is composed of.
 *
 * Where coefficients are decomposed, the features of layer l are those of layer l - 1 times W_l, exactly: a deeper
 * feature is a sum of shallower ones. Where features are decomposed, W_{l-1} ≈ W_l H_l: a shallower feature is,
 * nearly, a sum of deeper ones.
 */
export function compositionsOf(
  fit: DeepMFFit,
  decompose: 'features' | 'coefficients',
  grid: ImageGrid,
): readonly Composition[] {
  return fit.layers.slice(1).flatMap((layer, i) => {
    const [above, below] = [i + 1, i + 2]
    const [wholes, parts] = decompose === 'coefficients' ? [below, above] : [above, below]
    using features = fit.features(parts)
    const columns = columnsOf(features)
    const weights = columnsOf(decompose === 'coefficients' ? layer.W : layer.H)
    return weights.map((weight, index) => compose({ depth: wholes, index }, parts, columns, weight, grid))
  })
}

function compose(
  whole: Composition['whole'],
  depth: number,
  columns: readonly Float64Array[],
  weight: Float64Array,
  grid: ImageGrid,
): Composition {
  const amounts = columns.map((column, k) => (weight[k] as number) * sum(column))
  const total = amounts.reduce((a, b) => a + b, 0)
  const order = strongestFirst(amounts)
  const all = partialSum(columns, weight, order)
  const largest = Math.max(...all)
  const parts = order
    .map((index) => ({ depth, index, share: total > 0 ? (amounts[index] as number) / total : 0 }))
    .filter(({ share }) => share >= LEAST_SHARE)
  return {
    whole,
    parts,
    sums: parts
      .slice(0, STEPS)
      .map((_, i) => pictureOf(partialSum(columns, weight, order.slice(0, i + 1)), grid, largest)),
    together: pictureOf(all, grid, largest),
  }
}

/** `Σ_k weight_k column_k` over the columns of `chosen`. */
function partialSum(columns: readonly Float64Array[], weight: Float64Array, chosen: readonly number[]): Float64Array {
  const out = new Float64Array(columns[0]?.length ?? 0)
  for (const k of chosen) {
    const factor = weight[k] as number
    for (const [i, value] of (columns[k] as Float64Array).entries()) out[i] = (out[i] as number) + factor * value
  }
  return out
}
