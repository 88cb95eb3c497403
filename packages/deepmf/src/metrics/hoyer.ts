import { invalidOption } from '../errors.js'
import { toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'

/**
 * Hoyer's sparsity of a vector with n entries, from 0 (all of one magnitude) to 1 (one nonzero entry):
 *
 *     (√n − ‖x‖₁ / ‖x‖₂) / (√n − 1)
 *
 * It does not depend on the scale. A vector of zeros and one of length 1 count as 1.
 *
 * Reference: Hoyer, 2004; De Handschutter, thesis (2023), section 6.2.
 *
 * @throws DeepMFError `ERR_SHAPE` for an empty vector, `ERR_NOT_FINITE`
 *
 * @example
 * hoyerSparsity([0, 3, 0, 0])   // 1
 * hoyerSparsity([1, 1, 1, 1])   // 0
 */
export function hoyerSparsity(x: ArrayLike<number>): number {
  const n = x.length
  if (n === 0) throw invalidOption('x', x, 'one number or more', 'ERR_SHAPE')
  let largest = 0
  for (let i = 0; i < n; i++) {
    const value = x[i] as number
    if (!Number.isFinite(value)) throw invalidOption(`x[${i}]`, value, 'a finite number', 'ERR_NOT_FINITE')
    largest = Math.max(largest, Math.abs(value))
  }
  if (largest === 0 || n === 1) return 1
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const magnitude = Math.abs(x[i] as number) / largest
    sum += magnitude
    squares += magnitude * magnitude
  }
  const sparsity = (Math.sqrt(n) - sum / Math.sqrt(squares)) / (Math.sqrt(n) - 1)
  // Rounding can carry the ends a little too far.
  return Math.min(1, Math.max(0, sparsity))
}

/**
 * The mean of {@link hoyerSparsity} over the columns of a matrix.
 *
 * @param W a basis, m x r
 * @throws DeepMFError what `Matrix.from` throws
 *
 * @example
 * meanColumnSparsity(fit.layers[1].W)
 */
export function meanColumnSparsity(W: MatrixLike): number {
  const matrix = toMatrix(W, 'W')
  let sum = 0
  for (let j = 0; j < matrix.cols; j++) sum += hoyerSparsity(matrix.column(j))
  return sum / matrix.cols
}
