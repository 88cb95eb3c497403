import type { BackendName } from '../../backend/backend.js'
import type { FloatArray, MatrixLike, NumericArray, Precision } from '../types.js'
import type { SparseMatrix } from './sparse-matrix.js'

/** Everything that models accept as data. */
export type DataLike = MatrixLike | SparseMatrix

/** A sparse matrix by rows (CSR): row i has the entries `starts[i]` to `starts[i + 1] - 1`. */
export interface CompressedRows {
  readonly rows: number
  readonly cols: number
  /** Where each row starts, and at last the number of entries; SciPy's `indptr`. */
  readonly starts: NumericArray
  /** The column of every entry, from 0, in any order within a row. */
  readonly indices: NumericArray
  readonly values: NumericArray
}

/** A sparse matrix by columns (CSC): column j has the entries `starts[j]` to `starts[j + 1] - 1`, `indices` their rows. */
export type CompressedColumns = CompressedRows

/** A sparse matrix as a list of entries (COO), in any order. */
export interface Coordinates {
  readonly rows: number
  readonly cols: number
  /** The row of every entry, from 0. */
  readonly rowIndices: NumericArray
  /** The column of every entry, from 0. */
  readonly columnIndices: NumericArray
  readonly values: NumericArray
}

/** Options of `SparseMatrix.fromCSR` and its siblings. */
export interface SparseOptions {
  /** The kind of number to hold; by default float32 for values in a Float32Array, else float64. */
  readonly precision?: Precision
}

/** Options of `SparseMatrix.builder`. */
export interface SparseBuilderOptions {
  readonly rows: number
  readonly cols: number
  /** Room for so many entries; there may be fewer in the end. */
  readonly entries: number
  /** `'rows'`: whole rows in order, in no more memory than the matrix takes; `'entries'` (the default): in any order. */
  readonly by?: 'rows' | 'entries'
  /** `'float64'` when absent. */
  readonly precision?: Precision
  /** Where the matrix is built; by default the best backend that is loaded or can be loaded at once. */
  readonly backend?: BackendName
}

/** The lines of a sparse matrix: indices rise within each, every entry is there once. */
export interface Lines {
  /** How many lines. */
  readonly count: number
  /** How long a line is. */
  readonly length: number
  readonly starts: Uint32Array
  readonly indices: Uint32Array
  readonly values: FloatArray
}
