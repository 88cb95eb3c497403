import { DeepMFError } from '../errors.js'
import { checkNonnegative, checkScale, isMatrix, isSparseMatrix, sumOf, toMatrix } from '../matrix/internals.js'
import { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import type { Check } from '../options/index.js'
import type { MissingName } from './missing.js'
import { refuseZero } from './refuse-zero.js'
import { storedTarget } from './stored.js'
import type { Target } from './target.js'

/** Weights as checked, of the shape and precision of the data; dense ones not all of them 1, sparse ones of sparse data. */
export interface Weights {
  readonly matrix: Matrix | SparseMatrix
  /** Whether they were converted for this call alone. */
  readonly converted: boolean
}

/**
 * A validator for weights: a matrix like the data, 0 or more, not all of them 0. Where all of a dense one are 1 there are
 * none; what a sparse one does not store is 0.
 *
 * @param mask 1 where an entry of the data is known and 0 elsewhere, where some are missing
 */
export function weightsOption(data: Matrix | SparseMatrix, mask?: Matrix): Check<Weights | undefined> {
  return (option, value) => {
    if (value === undefined) return mask === undefined ? undefined : { matrix: mask, converted: false }
    if (isSparseMatrix(data)) return sparseWeights(option, value, data)
    if (isSparseMatrix(value)) {
      const allowed = 'dense weights, as X is dense: weights.toDense(), or else SparseMatrix.fromDense(X)'
      throw new DeepMFError('ERR_INVALID_OPTION', { option, received: value, allowed })
    }
    const converted = !isMatrix(value)
    const matrix = toMatrix(value as Matrix, option, converted ? { precision: data.precision } : undefined)
    let kept = false
    try {
      check(option, matrix, data)
      const weights = matrix.toArray()
      const known = mask?.toArray()
      known?.forEach((one, i) => {
        if (one === 0) weights[i] = 0
      })
      if (weights.every((weight) => weight === 0)) {
        const received = known === undefined ? 'zeros alone' : 'zeros alone where X has entries'
        throw new DeepMFError('ERR_INVALID_OPTION', { option, received, allowed: 'a weight above 0' })
      }
      if (weights.every((weight) => weight === 1)) return undefined
      if (known === undefined) {
        kept = true
        return { matrix, converted }
      }
      return { matrix: Matrix.from(weights, { shape: data.shape, precision: data.precision }), converted: true }
    } finally {
      if (converted && !kept) matrix.dispose()
    }
  }
}

function sparseWeights(option: string, value: unknown, data: SparseMatrix): Weights {
  if (!isSparseMatrix(value)) {
    const allowed = 'a SparseMatrix, as X is one: the cells that it stores count; X.toDense() takes dense weights'
    throw new DeepMFError('ERR_INVALID_OPTION', { option, received: value, allowed })
  }
  if (value.disposed) throw new DeepMFError('ERR_DISPOSED', { message: `${option} was disposed of`, option })
  check(option, value, data)
  return { matrix: value, converted: false }
}

function check(option: string, matrix: Matrix | SparseMatrix, data: Matrix | SparseMatrix): void {
  if (matrix.rows !== data.rows || matrix.cols !== data.cols) {
    const allowed = `the shape of X, [${data.shape.join(', ')}]`
    throw new DeepMFError('ERR_SHAPE', { option, received: matrix.shape, allowed })
  }
  if (matrix.precision !== data.precision) {
    const allowed = `${data.precision}, the precision of X`
    throw new DeepMFError('ERR_PRECISION', { option, received: matrix.precision, allowed })
  }
  checkNonnegative(matrix, option)
  checkScale(matrix, option)
}

/**
 * The data as a divergence takes them. Where a weight is 0 the entry becomes 0, so that nothing depends on what stood
 * there, the start included. Divergences with beta <= 0 are infinite at a zero: it is raised to `raise` where that is
 * given, and refused otherwise. Of sparse data see {@link storedTarget}.
 */
export function targetOf(
  data: Matrix | SparseMatrix,
  weights: Weights | undefined,
  beta: number,
  raise: number | undefined,
  missing: MissingName,
): Target {
  if (isSparseMatrix(data)) {
    const look = { beta, raise, unstored: missing === 'unstored' }
    return storedTarget(data, weights?.matrix as SparseMatrix | undefined, look)
  }
  if (weights === undefined && beta > 0) {
    // Nothing is raised and everything counts.
    const mean = sumOf(data) / (data.rows * data.cols)
    return { data, weights: undefined, cells: 'all', mean, known: undefined, temporaries: [] }
  }
  const numbers = data.toArray()
  const mask = (weights?.matrix as Matrix | undefined)?.toArray()
  const known = { rows: new Float64Array(data.rows), cols: new Float64Array(data.cols) }
  let sum = 0
  let total = 0
  let changed = false
  for (let i = 0; i < numbers.length; i++) {
    const weight = mask === undefined ? 1 : (mask[i] as number)
    let x = numbers[i] as number
    if (weight === 0) {
      if (x !== 0) changed = true
      numbers[i] = 0
      continue
    }
    if (beta <= 0 && x < (raise ?? Number.MIN_VALUE)) {
      if (raise === undefined) {
        const cell = `row ${Math.floor(i / data.cols)}, column ${i % data.cols}`
        throw refuseZero(`X: the cell in ${cell} is 0`)
      }
      x = raise
      numbers[i] = x
      changed = true
    }
    sum += weight * x
    total += weight
    known.rows[Math.floor(i / data.cols)] = 1
    known.cols[i % data.cols] = 1
  }
  const whole = [known.rows, known.cols].every((lines) => lines.every((line) => line === 1))
  const { shape, precision } = data
  const made = changed ? [Matrix.from(numbers, { shape, precision })] : []
  return {
    data: made[0] ?? data,
    weights: weights?.matrix,
    cells: 'all',
    mean: sum / total,
    known: whole ? undefined : known,
    temporaries: made,
  }
}
