import type { Backend } from '../backend/backend.js'
import { fromStorage, type Matrix, storageOf } from './matrix.js'
import { isSparseMatrix, type SparseMatrix, sparseStorageOf } from './sparse/sparse-matrix.js'
import { Storage } from './storage.js'
import type { Precision } from './types.js'

// What models may do with a matrix and users may not.

export { checkNonnegative, checkScale } from './checks.js'
export { isMatrix, toMatrix } from './matrix.js'
export { toObserved } from './missing.js'
export { isSparseMatrix } from './sparse/sparse-matrix.js'

/**
 * The id of a matrix in a backend's memory. The numbers are copied there at first use and stay until the matrix is
 * disposed of; after a trap they are copied again. The matrix there must not be written to, and the Matrix must stay
 * reachable for as long as the id is used: its finalizer releases the id.
 *
 * @throws DeepMFError `ERR_DISPOSED`; `ERR_PANIC` when the only copy was lost in a trap
 */
export function onBackend(matrix: Matrix | SparseMatrix, backend: Backend): number {
  return (isSparseMatrix(matrix) ? sparseStorageOf(matrix) : storageOf(matrix)).idOn(backend)
}

/** A dense or sparse matrix in a backend's memory, as {@link onBackend} puts it there. */
export function valueOn(matrix: Matrix | SparseMatrix, backend: Backend) {
  const { rows, cols } = matrix
  const id = onBackend(matrix, backend)
  return isSparseMatrix(matrix) ? { id, rows, cols, entries: matrix.entries } : { id, rows, cols }
}

/** Σ x_ij, one after the other. */
export function sumOf(matrix: Matrix): number {
  const host = storageOf(matrix).host()
  let sum = 0
  for (let i = 0; i < host.length; i++) sum += host[i] as number
  return sum
}

/**
 * A Matrix that takes over a matrix in a backend's memory: it will release the id, which from now on must be neither
 * released nor written to by anyone else. Its numbers are fetched when they are read.
 */
export function adopt(backend: Backend, id: number, rows: number, cols: number, precision: Precision): Matrix {
  return fromStorage(Storage.ofBackend(backend, id, rows, cols, precision))
}
