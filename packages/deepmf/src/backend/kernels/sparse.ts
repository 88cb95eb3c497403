import type { ElementaryName } from './elementwise.js'
import { namesOf } from './names.js'

/**
 * Sparse matrices: ids of the same sequence as those of dense ones, with kernels of their own. A finished one never
 * changes. Entries are counted row by row. Sums go over stored entries in the order of the numerics contract.
 */
export interface SparseKernels {
  // Making one, and reading it
  /**
   * Room for at most so many entries. Append `'rows'` in order, or `'entries'` in any order, then finish: both orders
   * are made then, entries of one cell added in the order in which they came, and zeros that are given kept.
   */
  sparseAllocate(rows: number, cols: number, entries: number, precision: number, pieces: 'rows' | 'entries'): number
  /** The next rows: how many entries each has; their columns, in any order within a row; their values. */
  sparseAppendRows64(x: number, counts: Uint32Array, columns: Uint32Array, values: Float64Array): void
  sparseAppendRows32(x: number, counts: Uint32Array, columns: Uint32Array, values: Float32Array): void
  /** More entries: their rows, columns and values. */
  sparseAppendEntries64(x: number, rows: Uint32Array, columns: Uint32Array, values: Float64Array): void
  sparseAppendEntries32(x: number, rows: Uint32Array, columns: Uint32Array, values: Float32Array): void
  /** Makes both orders; rows that did not come are empty. Returns how many entries are stored. */
  sparseFinish(x: number): number
  /** How many entries are stored. */
  sparseEntries(x: number): number
  /** Where each row starts, and at last how many entries there are. */
  sparseStarts(x: number): Uint32Array
  /** The column of every entry. */
  sparseIndices(x: number): Uint32Array
  /** The value of every entry. */
  sparseValues64(x: number): Float64Array
  sparseValues32(x: number): Float32Array

  // Sparse from sparse: each returns a new id
  /** xᵀ, in the same memory. */
  sparseTransposed(x: number): number
  /** diag(d) x diag(e); id 0 is a diagonal of ones. */
  sparseScaled(x: number, d: number, e: number): number
  /** The named function of every stored entry. */
  sparseElementary(x: number, name: ElementaryName): number
  /** (a b)_ij where x has entries, and nowhere else. */
  sparseSampled(x: number, a: number, b: number): number

  // Products and distances
  /** c = alpha x op(b) + beta c. */
  sparseTimesDense(c: number, x: number, transB: boolean, alpha: number, b: number, beta: number): void
  /** c = alpha op(a) x + beta c. */
  denseTimesSparse(c: number, transA: boolean, alpha: number, a: number, x: number, beta: number): void
  /** ‖x − a b‖², summed in twice the precision, without a b in memory. */
  sparseResidualSquared(x: number, a: number, b: number): number
  /** ‖x − a‖² for a dense a. */
  sparseDistanceSquared(x: number, a: number): number

  // To dense
  /** dst = x, written out. */
  sparseToDense(dst: number, x: number): void
  /** dst = the columns of x in the order given. */
  sparseColumns(dst: number, x: number, columns: Uint32Array): void

  // Reductions
  sparseSum(x: number): number
  sparseNormSquared(x: number): number
  /** The largest magnitude, infinity where an entry is not finite. */
  sparseLargest(x: number): number
  /** The number of the first entry below zero, or -1. */
  sparseFirstNegative(x: number): number
  sparseRowSums(dst: number, x: number): void
  sparseColumnSums(dst: number, x: number): void
  sparseRowNormsSquared(dst: number, x: number): void
  sparseColumnNormsSquared(dst: number, x: number): void

  // Starts
  /** `snpaRound` for a sparse x. */
  sparseSnpaRound(h: number, products: number, residuals: number, x: number, chosen: Uint32Array, steps: number): number
}

export const SPARSE_KERNELS = namesOf<SparseKernels>({
  sparseAllocate: true,
  sparseAppendRows64: true,
  sparseAppendRows32: true,
  sparseAppendEntries64: true,
  sparseAppendEntries32: true,
  sparseFinish: true,
  sparseEntries: true,
  sparseStarts: true,
  sparseIndices: true,
  sparseValues64: true,
  sparseValues32: true,
  sparseTransposed: true,
  sparseScaled: true,
  sparseElementary: true,
  sparseSampled: true,
  sparseTimesDense: true,
  denseTimesSparse: true,
  sparseResidualSquared: true,
  sparseDistanceSquared: true,
  sparseToDense: true,
  sparseColumns: true,
  sparseSum: true,
  sparseNormSquared: true,
  sparseLargest: true,
  sparseFirstNegative: true,
  sparseRowSums: true,
  sparseColumnSums: true,
  sparseRowNormsSquared: true,
  sparseColumnNormsSquared: true,
  sparseSnpaRound: true,
})
