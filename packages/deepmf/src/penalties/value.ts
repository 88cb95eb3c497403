import type { Penalty } from './penalty.js'

/**
 * What a penalty weighs a matrix with, entry by entry on the host: additions, products and roots, so that the number is the
 * same everywhere. `data` holds the rows one after the other.
 */
export function penaltyValue(
  { penalty, along, parameters }: Penalty,
  rows: number,
  cols: number,
  data: Float64Array,
): number {
  const weight = parameters[0] as number
  const vectors = () => (along === 'columns' ? columnsOf(rows, cols, data) : rowsOf(rows, cols, data))
  switch (penalty.replace('nonnegative-', '')) {
    case 'l1':
      return weight * sum(data, Math.abs)
    case 'l1-half':
      return weight * sum(data, (x) => Math.sqrt(Math.abs(x)))
    case 'l2-squared':
      return (weight / 2) * sum(data, (x) => x * x)
    case 'l1-squared':
      return weight * total(vectors(), (vector) => sum(vector, Math.abs) ** 2)
    case 'group-l2':
      return weight * total(vectors(), (vector) => Math.sqrt(sum(vector, (x) => x * x)))
    default: {
      const [, height, width, isotropic] = parameters as [number, number, number, number]
      return weight * total(vectors(), (image) => variation(image, height, width, isotropic === 1))
    }
  }
}

/** Σ over pixels of the length of (right neighbour - pixel, lower neighbour - pixel), or of both magnitudes. */
function variation(image: Float64Array, height: number, width: number, isotropic: boolean): number {
  let result = 0
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const pixel = image[i * width + j] as number
      const right = j + 1 < width ? (image[i * width + j + 1] as number) - pixel : 0
      const below = i + 1 < height ? (image[(i + 1) * width + j] as number) - pixel : 0
      result += isotropic ? Math.sqrt(right * right + below * below) : Math.abs(right) + Math.abs(below)
    }
  }
  return result
}

const sum = (numbers: Float64Array, of: (x: number) => number) => numbers.reduce((total, x) => total + of(x), 0)

const total = (vectors: readonly Float64Array[], of: (vector: Float64Array) => number) =>
  vectors.reduce((sum, vector) => sum + of(vector), 0)

const rowsOf = (rows: number, cols: number, data: Float64Array) =>
  Array.from({ length: rows }, (_, i) => data.subarray(i * cols, (i + 1) * cols))

const columnsOf = (rows: number, cols: number, data: Float64Array) =>
  Array.from({ length: cols }, (_, j) => Float64Array.from({ length: rows }, (_, i) => data[i * cols + j] as number))
