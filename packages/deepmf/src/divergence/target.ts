import type { CountedCells } from '../backend/kernels/divergence.js'
import type { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'

/** What a divergence is taken from. */
export interface Target {
  readonly data: Matrix | SparseMatrix
  /** Those of dense data for all cells; those of sparse data for the cells that count, and no others do. */
  readonly weights: Matrix | SparseMatrix | undefined
  /** Without weights: whether all cells count, or those that sparse data store. */
  readonly cells: CountedCells
  /** The weighted mean of the data; for sparse data without weights it is found by a kernel. */
  readonly mean: number | undefined
  /**
   * 1 for the rows and for the columns of dense data with an entry that counts, 0 for others; `undefined` where all have.
   * For sparse data it is found by kernels.
   */
  readonly known: { readonly rows: Float64Array; readonly cols: Float64Array } | undefined
  /** Matrices made for this target alone. */
  readonly temporaries: readonly (Matrix | SparseMatrix)[]
}
