import { SparseMatrix } from 'deepmf'
import type { Rows } from './dense.js'
import { lcg } from './random.js'

/** m x n with about that part of the entries above zero, the rest zero; no row and no column is empty. */
export function sparseRows(m: number, n: number, density: number, seed: number): Rows {
  const next = lcg(seed)
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      const [dice, value] = [next(), next()]
      return dice < density || i % n === j || j % m === i ? 0.1 + value : 0
    }),
  )
}

export const sparseOf = (rows: Rows, precision: 'float64' | 'float32' = 'float64'): SparseMatrix =>
  SparseMatrix.fromDense(rows, { precision })
