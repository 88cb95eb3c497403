import { DeepMFError, invalidOption } from '../errors.js'
import { toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'
import { hungarian } from './hungarian.js'

/**
 * The mean-removed spectral angle between two vectors, from 0 (the same up to scale and offset) to 100 (opposite):
 *
 *     MRSA(x, y) = 100/π · arccos( ⟨x − x̄, y − ȳ⟩ / (‖x − x̄‖ ‖y − ȳ‖) )
 *
 * A constant vector has no direction once its mean is removed: the angle between two of them is 0, between one of them
 * and any other vector a right angle, which is 50. The arc tangent is that of the JavaScript engine, so the last digits may
 * differ between engines.
 *
 * Reference: De Handschutter, thesis (2023), equation 2.9.
 *
 * @param x, y vectors of one length
 * @throws DeepMFError `ERR_SHAPE` when the lengths differ or are 0, `ERR_NOT_FINITE`
 *
 * @example
 * mrsa([1, 2, 3], [10, 20, 30])   // 0
 * mrsa([1, 2, 3], [3, 2, 1])      // 100
 */
export function mrsa(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length || x.length === 0) {
    throw invalidOption('y', y, `${Math.max(1, x.length)} numbers, as many as x has`, 'ERR_SHAPE')
  }
  const a = direction(x, 'x')
  const b = direction(y, 'y')
  if (a === undefined || b === undefined) return a === b ? 0 : 50
  // The arc cosine loses half the digits near 0 and 100; this form (Kahan's) loses none.
  let apart = 0
  let together = 0
  for (let i = 0; i < a.length; i++) {
    const [p = 0, q = 0] = [a[i], b[i]]
    apart += (p - q) * (p - q)
    together += (p + q) * (p + q)
  }
  return (200 / Math.PI) * Math.atan2(Math.sqrt(apart), Math.sqrt(together))
}

/** What {@link matchColumns} finds. */
export interface ColumnMatch {
  /** Column `permutation[k]` of W is the one that stands for column k of the true matrix; -1 where none is left. */
  readonly permutation: readonly number[]
  /** The MRSA of every true column and its counterpart; NaN where there is none. */
  readonly perColumn: readonly number[]
  /** The mean over the matched columns. */
  readonly mrsa: number
}

/**
 * Finds which columns of a fitted basis stand for which columns of the true one: the matching with the smallest mean
 * {@link mrsa}, by the Hungarian algorithm. The numbers of columns may differ; the shorter side is matched whole.
 *
 * Complexity: O(m r²) for the angles, O(r³) for the matching.
 *
 * Reference: De Handschutter, thesis (2023), section 2.4.2.
 *
 * @param W the fitted basis, m x r
 * @param Wtrue the true basis, m x r*
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE` when the numbers of rows differ
 *
 * @example
 * const { mrsa, permutation } = matchColumns(fit.layers[0].W, data.W)
 */
export function matchColumns(W: MatrixLike, Wtrue: MatrixLike): ColumnMatch {
  const found = toMatrix(W, 'W')
  const wanted = toMatrix(Wtrue, 'Wtrue')
  if (found.rows !== wanted.rows) {
    throw new DeepMFError('ERR_SHAPE', {
      option: 'W',
      received: found.shape,
      allowed: `${wanted.rows} rows, as many as Wtrue has`,
    })
  }
  const columns = Array.from({ length: found.cols }, (_, j) => found.column(j))
  const angles = Array.from({ length: wanted.cols }, (_, k) => {
    const column = wanted.column(k)
    return columns.map((candidate) => mrsa(candidate, column))
  })
  const permutation = hungarian(angles)
  const perColumn = permutation.map((j, k) => angles[k]?.[j] ?? Number.NaN)
  const matched = perColumn.filter((angle) => !Number.isNaN(angle))
  return { permutation, perColumn, mrsa: matched.reduce((sum, angle) => sum + angle, 0) / matched.length }
}

/** The vector without its mean, at unit length; `undefined` for one that is constant up to rounding. */
function direction(vector: ArrayLike<number>, name: string): Float64Array | undefined {
  let largest = 0
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] as number
    if (!Number.isFinite(value)) throw invalidOption(`${name}[${i}]`, value, 'a finite number', 'ERR_NOT_FINITE')
    largest = Math.max(largest, Math.abs(value))
  }
  if (largest === 0) return undefined
  // Divided by the largest magnitude, no square can overflow or vanish.
  const result = Float64Array.from(vector, (value) => value / largest)
  const mean = result.reduce((sum, value) => sum + value, 0) / result.length
  for (let i = 0; i < result.length; i++) result[i] = (result[i] as number) - mean
  const norm = Math.sqrt(result.reduce((sum, value) => sum + value * value, 0))
  if (norm <= 4 * Number.EPSILON * result.length) return undefined
  return result.map((value) => value / norm)
}
