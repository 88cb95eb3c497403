export { Matrix } from './matrix.js'
export type { SparseBuilder } from './sparse/builder.js'
export { SparseMatrix } from './sparse/sparse-matrix.js'
export type {
  CompressedColumns,
  CompressedRows,
  Coordinates,
  DataLike,
  SparseBuilderOptions,
  SparseOptions,
} from './sparse/types.js'
export type { MatrixLike, MatrixOptions, NumericArray, NumericTypedArray, Precision, StridedData } from './types.js'
