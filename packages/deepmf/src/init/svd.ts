import { cheaperMethod, singularVectors } from '../linalg/singular-vectors.js'
import { download, upload } from '../problem/transfer.js'
import { multiplyColumns, multiplyRows } from './normalise.js'
import type { Initialiser } from './start.js'

const OVERSAMPLING = 10
const ITERATIONS = 4

/**
 * For factors that may be negative: W = U √Σ and H = √Σ Vᵀ of the leading singular vectors, whose product is the nearest
 * matrix of that rank. In every column of U the entry of the largest magnitude is positive. Columns beyond min(m, n)
 * are zero.
 */
export function svdStart(seed: number): Initialiser {
  return {
    name: 'svd',
    *start(arena, target, rank, layer) {
      const { kernels } = arena.backend
      const found = Math.min(rank, target.rows, target.cols)
      const method = cheaperMethod(target, found, OVERSAMPLING)
      const settings = { method, oversampling: OVERSAMPLING, iterations: ITERATIONS, seed, stream: 2 * layer }
      const { U, sigma, V } = singularVectors(arena, target, found, settings)
      const roots = download(arena, sigma).map(Math.sqrt)
      const [W, H] = [arena.allocate(target.rows, rank), arena.allocate(rank, target.cols)]
      // A product with the leading part of the identity adds the columns that are missing.
      const part = upload(arena, found, rank, partOfIdentity(found, rank))
      kernels.gemm(W.id, false, false, 1, U.id, part.id, 0)
      kernels.gemm(H.id, true, true, 1, part.id, V.id, 0)
      const scale = Float64Array.from({ length: rank }, (_, k) => roots[k] ?? 0)
      multiplyColumns(arena, W, scale)
      multiplyRows(arena, H, scale)
      for (const value of [U, sigma, V, part]) arena.discard(value)
      return { W, H }
    },
  }
}

const partOfIdentity = (rows: number, cols: number) =>
  Float64Array.from({ length: rows * cols }, (_, at) => (at % cols === Math.floor(at / cols) ? 1 : 0))
