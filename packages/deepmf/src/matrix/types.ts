import type { Matrix } from './matrix.js'

/** The kind of number that a matrix holds. */
export type Precision = 'float64' | 'float32'

/** The arrays that matrices hold on the JavaScript side. */
export type FloatArray = Float64Array | Float32Array

/** Typed arrays of plain numbers; those of bigints are not among them. */
export type NumericTypedArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** A list of numbers. */
export type NumericArray = NumericTypedArray | readonly number[]

/**
 * Numbers in one array with a shape, by the convention of the `ndarray` packages: entry (i, j) is
 * `data[offset + i * stride[0] + j * stride[1]]`, all counted in elements. Strides may be negative. Without `stride` the
 * rows follow each other, and without `offset` too the length must be exactly m * n.
 */
export interface StridedData {
  readonly data: NumericArray
  /** `[m, n]`: rows, columns. */
  readonly shape: readonly number[]
  readonly stride?: readonly number[]
  readonly offset?: number
}

/** Everything that a function of this library accepts where it needs a matrix. */
export type MatrixLike = Matrix | readonly NumericArray[] | StridedData

/** Options of `Matrix.from`. */
export interface MatrixOptions {
  /** `[m, n]`, for a flat array of numbers. */
  readonly shape?: readonly number[]
  /** The kind of number to hold; by default float32 for data in a Float32Array, else float64. */
  readonly precision?: Precision
}
