import { DeepMFError } from '../errors.js'
import { checkNonnegative, checkScale, isMatrix, isSparseMatrix, toMatrix } from '../matrix/internals.js'
import { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import type { Check } from '../options/index.js'

/** Weights as checked, of the shape and precision of the data, not all of them 1. */
export interface Weights {
  readonly matrix: Matrix
  /** Whether they were converted for this call alone. */
  readonly converted: boolean
}

/** What a divergence is taken from. */
export interface Target {
  readonly data: Matrix | SparseMatrix
  readonly weights: Matrix | undefined
  /** The weighted mean of the data; for sparse data it is found by a kernel. */
  readonly mean: number | undefined
  /** 1 for the rows and for the columns of the data with an entry that counts, 0 for others; `undefined` where all have. */
  readonly known: { readonly rows: Float64Array; readonly cols: Float64Array } | undefined
  /** Matrices made for this target alone. */
  readonly temporaries: readonly Matrix[]
}

/**
 * A validator for weights: a matrix like the data, 0 or more, not all of them 0. Where all of them are 1 there are none.
 *
 * @param mask 1 where an entry of the data is known and 0 elsewhere, where some are missing
 */
export function weightsOption(data: Matrix | SparseMatrix, mask?: Matrix): Check<Weights | undefined> {
  return (option, value) => {
    if (value === undefined) return mask === undefined ? undefined : { matrix: mask, converted: false }
    if (isSparseMatrix(data)) {
      const allowed = 'no weights with sparse data; X.toDense() takes them'
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

function check(option: string, matrix: Matrix, data: Matrix): void {
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
 * given, and refused otherwise.
 */
export function targetOf(
  data: Matrix | SparseMatrix,
  weights: Weights | undefined,
  beta: number,
  raise: number | undefined,
): Target {
  if (isSparseMatrix(data)) {
    if (beta <= 0) throw refuseZero('X is sparse, and so has cells that are 0')
    return { data, weights: undefined, mean: undefined, known: undefined, temporaries: [] }
  }
  const numbers = data.toArray()
  const mask = weights?.matrix.toArray()
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
    mean: sum / total,
    known: whole ? undefined : known,
    temporaries: made,
  }
}

function refuseZero(what: string): DeepMFError {
  const allowed = "numbers above 0 where beta <= 0, or the option 'floor', to which smaller ones are raised"
  return new DeepMFError('ERR_INVALID_OPTION', {
    message: `${what}, allowed: ${allowed}`,
    option: 'X',
    received: 0,
    allowed,
  })
}
