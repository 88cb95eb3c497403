import type { Kernels } from '../backend/kernels/index.js'
import type { Value } from './arena.js'

// Kernels for dense and for sparse matrices, chosen by what the operands are. Only data is ever sparse: factors and
// products are dense.

/** out = op(a) op(b). A sparse operand is taken as it is, never transposed. */
export function multiply(kernels: Kernels, out: Value, transA: boolean, transB: boolean, a: Value, b: Value): void {
  if (a.entries !== undefined) kernels.sparseTimesDense(out.id, a.id, transB, 1, b.id, 0)
  else if (b.entries !== undefined) kernels.denseTimesSparse(out.id, transA, 1, a.id, b.id, 0)
  else kernels.gemm(out.id, transA, transB, 1, a.id, b.id, 0)
}

/** ‖a‖². */
export function normSquared(kernels: Kernels, a: Value): number {
  return a.entries === undefined ? kernels.normSquared(a.id) : kernels.sparseNormSquared(a.id)
}

/** The sum of all entries. */
export function sum(kernels: Kernels, a: Value): number {
  return a.entries === undefined ? kernels.sum(a.id) : kernels.sparseSum(a.id)
}

/** ‖s - a b‖², without a b in memory. */
export function residualSquared(kernels: Kernels, s: Value, a: Value, b: Value): number {
  return s.entries === undefined
    ? kernels.residualSquared(s.id, a.id, b.id)
    : kernels.sparseResidualSquared(s.id, a.id, b.id)
}

/** ‖s - a‖² for a dense a. */
export function distanceSquared(kernels: Kernels, s: Value, a: Value): number {
  return s.entries === undefined ? kernels.distanceSquared(s.id, a.id) : kernels.sparseDistanceSquared(s.id, a.id)
}

/** dst = the columns of a in the order given; dst is dense. */
export function selectColumns(kernels: Kernels, dst: Value, a: Value, columns: Uint32Array): void {
  if (a.entries === undefined) kernels.selectColumns(dst.id, a.id, columns)
  else kernels.sparseColumns(dst.id, a.id, columns)
}

/** dst = the squared norms of the columns, or of the rows, of a. */
export function normsSquared(kernels: Kernels, dst: Value, a: Value, along: 'columns' | 'rows'): void {
  const sparse = a.entries !== undefined
  if (along === 'columns') {
    if (sparse) kernels.sparseColumnNormsSquared(dst.id, a.id)
    else kernels.columnNormsSquared(dst.id, a.id)
  } else if (sparse) kernels.sparseRowNormsSquared(dst.id, a.id)
  else kernels.rowNormsSquared(dst.id, a.id)
}
