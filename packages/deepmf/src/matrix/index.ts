export { Matrix } from './matrix.js'
export type { MatrixLike, MatrixOptions, NumericArray, NumericTypedArray, Precision, StridedData } from './types.js'
