import { DeepMFError } from '../errors.js'
import type { Matrix } from '../matrix/matrix.js'
import { checkSquare } from './on-backend.js'

/** How far two entries that should be one may be apart, over the largest entry: what rounding leaves of a product. */
const ROUNDING = { float64: 1e-10, float32: 1e-4 } as const

/**
 * Refuses a matrix that is not symmetric up to rounding.
 *
 * @throws DeepMFError `ERR_SHAPE`, `ERR_INVALID_MATRIX` naming the first cell that differs
 */
export function checkSymmetric(option: string, matrix: Matrix): void {
  checkSquare(option, matrix)
  const order = matrix.rows
  const numbers = matrix.toArray()
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [numbers[i * order + j] as number, numbers[j * order + i] as number]
      if (Math.abs(below - above) > ROUNDING[matrix.precision] * largest) {
        const message = `${option}: the cells [${i}, ${j}] and [${j}, ${i}] are ${below} and ${above}, allowed: a symmetric matrix`
        throw new DeepMFError('ERR_INVALID_MATRIX', { message, option, allowed: 'a symmetric matrix' })
      }
    }
  }
}
