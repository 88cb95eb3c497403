import type { Matrix } from 'deepmf'

/** The columns of a matrix as arrays of their own. */
export function columnsOf(matrix: Matrix): readonly Float64Array[] {
  const { rows, cols } = matrix
  const values = matrix.toArray()
  return Array.from({ length: cols }, (_, col) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * cols + col] as number),
  )
}

export const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

/** `‖a - b‖ / ‖a‖`. */
export function relativeDistance(a: Float64Array, b: Float64Array): number {
  let [distance, norm] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    distance += ((a[i] as number) - (b[i] as number)) ** 2
    norm += (a[i] as number) ** 2
  }
  return norm > 0 ? Math.sqrt(distance / norm) : 0
}

/** 0, 1, ..., n - 1 with the largest value first. */
export const strongestFirst = (values: ArrayLike<number>) =>
  Array.from({ length: values.length }, (_, i) => i).sort((i, j) => (values[j] as number) - (values[i] as number))
