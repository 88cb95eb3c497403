/**
 * Matrix products as one writes them in plain JavaScript: three loops over row-major Float64Arrays.
 *
 * The order of the loops is all the tuning there is. Element reads carry `as number` because the project's TypeScript
 * settings doubt every index; the compiled code is the bare loop.
 */

/** C = A B with the row of B innermost: every access walks along memory, so this is the better order as a rule. */
export function multiplyRowWise(
  m: number,
  n: number,
  k: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
): void {
  c.fill(0)
  for (let i = 0; i < m; i++) {
    const row = i * n
    for (let p = 0; p < k; p++) {
      const scale = a[i * k + p] as number
      const other = p * n
      for (let j = 0; j < n; j++) {
        c[row + j] = (c[row + j] as number) + scale * (b[other + j] as number)
      }
    }
  }
}

/** C = A B by dot products, the order of the definition; B is walked down its columns. */
export function multiplyByDots(
  m: number,
  n: number,
  k: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let p = 0; p < k; p++) sum += (a[i * k + p] as number) * (b[p * n + j] as number)
      c[i * n + j] = sum
    }
  }
}

/** The transpose of a matrix with the given shape. */
export function transposed(rows: number, cols: number, a: Float64Array): Float64Array {
  const out = new Float64Array(rows * cols)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) out[j * rows + i] = a[i * cols + j] as number
  }
  return out
}
