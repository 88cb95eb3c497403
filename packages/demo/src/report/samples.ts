import type { DeepMFFit } from 'deepmf'
import type { ImageSet } from '../datasets/image-set.js'
import { pictureOf } from '../picture/picture.js'
import { columnsOf, relativeDistance, strongestFirst, sum } from './columns.js'
import type { Part, Sample } from './report.js'

/** How many images are shown where there are no classes. */
const UNLABELLED = 10
const STRONGEST = 3

/**
 * Some images beside their approximations. Not the best ones: of every class the one whose error at the deepest
 * layer is the median of its class; without classes, images from the smallest to the largest error in equal steps.
 */
export function samplesOf(fit: DeepMFFit, images: ImageSet): readonly Sample[] {
  const originals = splitColumns(images)
  const rebuilt = fit.layers.map((_, i) => {
    using matrix = fit.reconstruct(i + 1)
    return columnsOf(matrix)
  })
  const deepest = rebuilt.at(-1) ?? []
  const errors = originals.map((column, i) => relativeDistance(column, deepest[i] as Float64Array))
  const strongest = strongestFeatures(fit)
  return choose(errors, images.labels).map((column): Sample => {
    const original = originals[column] as Float64Array
    const largest = Math.max(...original)
    const label = images.labels?.[column]
    return {
      column,
      ...(label === undefined ? {} : { label }),
      original: pictureOf(original, images.grid, largest),
      rebuilt: rebuilt.map((columns) => {
        const approximation = columns[column] as Float64Array
        return {
          picture: pictureOf(approximation, images.grid, largest),
          error: relativeDistance(original, approximation),
        }
      }),
      strongest: strongest(column),
    }
  })
}

function choose(errors: readonly number[], labels: readonly number[] | undefined): readonly number[] {
  const byError = strongestFirst(errors).reverse()
  if (labels === undefined) {
    const count = Math.min(UNLABELLED, byError.length)
    return Array.from({ length: count }, (_, i) => byError[Math.floor(((i + 0.5) / count) * byError.length)] as number)
  }
  const classes = [...new Set(labels)].sort((a, b) => a - b)
  return classes.map((wanted) => {
    const members = byError.filter((column) => labels[column] === wanted)
    return members[Math.floor(members.length / 2)] as number
  })
}

/** The deepest features that carry most of an image. */
function strongestFeatures(fit: DeepMFFit): (column: number) => readonly Part[] {
  const depth = fit.layers.length
  using features = fit.features(depth)
  using coefficients = fit.coefficients(depth)
  const sizes = columnsOf(features).map(sum)
  const perImage = columnsOf(coefficients)
  return (column) => {
    const amounts = sizes.map((size, k) => size * (perImage[column]?.[k] as number))
    const total = amounts.reduce((a, b) => a + b, 0)
    return strongestFirst(amounts)
      .slice(0, STRONGEST)
      .map((index) => ({ depth, index, share: total > 0 ? (amounts[index] as number) / total : 0 }))
      .filter(({ share }) => share > 0)
  }
}

function splitColumns({ data, pixels, samples }: ImageSet): readonly Float64Array[] {
  return Array.from({ length: samples }, (_, sample) =>
    Float64Array.from({ length: pixels }, (_, pixel) => data[pixel * samples + sample] as number),
  )
}
