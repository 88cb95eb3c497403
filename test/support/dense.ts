// Slow, obvious dense algebra: the oracle that models are checked against.

export type Rows = number[][]

export function product(a: Rows, b: Rows): Rows {
  return a.map((row) =>
    (b[0] as number[]).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k] as number[])[j], 0)),
  )
}

export const transposed = (a: Rows): Rows => (a[0] as number[]).map((_, j) => a.map((row) => row[j] as number))

export const chain = (...matrices: Rows[]): Rows => matrices.reduce(product)

export function distanceSquared(a: Rows, b: Rows): number {
  return a.reduce((sum, row, i) => sum + row.reduce((s, value, j) => s + (value - (b[i] as number[])[j]) ** 2, 0), 0)
}

export const normSquared = (a: Rows): number => a.flat().reduce((sum, value) => sum + value * value, 0)

export const relativeDistance = (a: Rows, b: Rows): number => Math.sqrt(distanceSquared(a, b) / normSquared(a))

export const flat = (a: Rows): Float64Array => Float64Array.from(a.flat())

/** log det of a positive definite matrix, by elimination. */
function logDeterminant(a: Rows): number {
  const rows = a.map((row) => [...row])
  let sum = 0
  for (const [k, pivot] of rows.entries()) {
    sum += Math.log(pivot[k] as number)
    for (const row of rows.slice(k + 1)) {
      const ratio = (row[k] as number) / (pivot[k] as number)
      for (let j = k; j < row.length; j++) row[j] = (row[j] as number) - ratio * (pivot[j] as number)
    }
  }
  return sum
}

/** log det (FᵀF + δ I). */
export const logVolume = (a: Rows, delta: number): number =>
  logDeterminant(product(transposed(a), a).map((row, i) => row.map((x, j) => (i === j ? x + delta : x))))
