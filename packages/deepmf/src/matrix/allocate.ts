import { DeepMFError, invalidOption } from '../errors.js'
import { checkOptions, oneOf, optional } from '../options/index.js'
import type { FloatArray, MatrixOptions, Precision } from './types.js'

/** An array for a matrix of that shape, all zeros; `ERR_OUT_OF_MEMORY` where it cannot be had. */
export function allocate(rows: number, cols: number, precision: Precision): FloatArray {
  try {
    return precision === 'float32' ? new Float32Array(rows * cols) : new Float64Array(rows * cols)
  } catch (cause) {
    const message = `no memory for a ${precision} matrix of ${rows} x ${cols}`
    throw new DeepMFError('ERR_OUT_OF_MEMORY', { message, cause })
  }
}

/** Checks a number of rows or columns. */
export function checkOrder(option: string, value: unknown): asserts value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw invalidOption(option, value, 'a whole number, 1 or more', 'ERR_INVALID_MATRIX')
  }
}

/** Checks a shape `[m, n]`. */
export function checkShape(option: string, value: unknown): readonly [number, number] {
  const [rows, cols] = Array.isArray(value) && value.length === 2 ? value : []
  const whole = (order: unknown) => Number.isSafeInteger(order) && (order as number) >= 1
  if (!whole(rows) || !whole(cols)) {
    throw invalidOption(option, value, '[m, n], two whole numbers above 0', 'ERR_INVALID_MATRIX')
  }
  return [rows, cols]
}

/** Checks the options of `Matrix.from`. */
export function readMatrixOptions(options: MatrixOptions | undefined): {
  shape: readonly [number, number] | undefined
  precision: Precision | undefined
} {
  return checkOptions('Matrix.from', options, { shape: optional(checkShape), precision: precisionOption })
}

/** Checks the options of `Matrix.zeros`. */
export function readZerosOptions(options: { readonly precision?: Precision } | undefined): Precision {
  return checkOptions('Matrix.zeros', options, { precision: precisionOption }).precision ?? 'float64'
}

const precisionOption = optional(oneOf('float64', 'float32'))
