import { DeepMFError } from '../errors.js'
import { facts } from './facts.js'
import { type Matrix, storageOf } from './matrix.js'
import { isSparseMatrix, type SparseMatrix, sparseStorageOf } from './sparse/sparse-matrix.js'
import type { Precision } from './types.js'

/** Magnitudes whose squares, summed over any data that fits in memory, stay well inside the range of the numbers. */
const SCALES: Record<Precision, readonly [smallest: number, largest: number]> = {
  float64: [1e-100, 1e100],
  float32: [1e-12, 1e12],
}

/**
 * Refuses a matrix with a negative number.
 *
 * @param what the matrix's name in the message
 * @throws DeepMFError `ERR_NEGATIVE`, naming the first such cell
 */
export function checkNonnegative(matrix: Matrix | SparseMatrix, what: string): void {
  const { firstNegative } = factsFor(matrix)
  if (firstNegative < 0) return
  const { i, j, value: received } = cellAt(matrix, firstNegative)
  const allowed = 'numbers that are 0 or more'
  const message = `${what}: the cell in row ${i}, column ${j} is ${received}, allowed: ${allowed}`
  throw new DeepMFError('ERR_NEGATIVE', { message, option: what, received, allowed })
}

/**
 * Refuses a matrix whose magnitude is so large or small that squares and products of it would overflow or vanish. A
 * matrix of zeros is fine.
 *
 * @param what the matrix's name in the message
 * @param options.tiny `true` lets small magnitudes pass, where a vanished square does no harm
 * @throws DeepMFError `ERR_SCALE`, saying to rescale
 */
export function checkScale(
  matrix: Matrix | SparseMatrix,
  what: string,
  options: { readonly tiny?: boolean } = {},
): void {
  const { largest } = factsFor(matrix)
  const [low, high] = SCALES[matrix.precision]
  const tooSmall = largest < low && largest !== 0 && options.tiny !== true
  if (!tooSmall && largest <= high) return
  const allowed = `0 or from ${low} to ${high} in ${matrix.precision}`
  const message = `${what}: the largest magnitude is ${largest}, allowed: ${allowed}; rescale the data`
  throw new DeepMFError('ERR_SCALE', { message, option: what, received: largest, allowed })
}

function factsFor(matrix: Matrix | SparseMatrix) {
  return isSparseMatrix(matrix) ? sparseStorageOf(matrix).facts() : facts(storageOf(matrix))
}

/** Where a number is: the cell of a dense matrix, or the entry of a sparse one, counted row by row. */
function cellAt(matrix: Matrix | SparseMatrix, number: number): { i: number; j: number; value: number } {
  if (isSparseMatrix(matrix)) return sparseStorageOf(matrix).entry(number)
  const i = Math.floor(number / matrix.cols)
  const j = number % matrix.cols
  return { i, j, value: matrix.get(i, j) }
}
