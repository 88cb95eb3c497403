import type { NumericArray, Precision } from '../matrix/index.js'
import type { Tensor } from './tensor.js'

/** Arrays in arrays, the last index innermost: `T[i][j][k]`. */
export type NestedNumbers = readonly (NumericArray | NestedNumbers)[]

/** Numbers in one array with a shape, the last index fastest (C order). */
export interface ShapedData {
  readonly data: NumericArray
  /** `[I1, ..., IK]`. */
  readonly shape: readonly number[]
}

/** Everything that a function of this library accepts where it needs a tensor. */
export type TensorLike = Tensor | NestedNumbers | ShapedData

/** Options of `Tensor.from`. */
export interface TensorOptions {
  /** `[I1, ..., IK]`, for a flat array of numbers. */
  readonly shape?: readonly number[]
  /** The kind of number to hold; by default float32 for data in Float32Arrays, else float64. */
  readonly precision?: Precision
}
