import { DeepMFError } from '../../errors.js'
import { multiplyRows } from '../../init/normalise.js'
import type { Arena, Value } from '../../problem/arena.js'
import { download } from '../../problem/transfer.js'

/** How far below zero eigenvalues may be, over the largest and for each of them: what rounding makes of zeros. */
const ROUNDING = { 32: 1e-5, 64: 1e-13 } as const

/**
 * E with EᵀE = K for a symmetric positive semidefinite K: `√Λ Uᵀ` by its eigenvectors, O(n³). Its columns are the samples in
 * coordinates of the space that the kernel maps them to, so that all that is done there is done with matrices.
 *
 * @throws DeepMFError `ERR_NOT_POSITIVE_DEFINITE` where K has a negative eigenvalue
 */
export function kernelRoot(arena: Arena, K: Value): Value {
  const { kernels } = arena.backend
  const n = K.cols
  const [values, vectors, E] = [arena.allocate(1, n), arena.allocate(n, n), arena.allocate(n, n)]
  kernels.symmetricEigen(values.id, vectors.id, K.id)
  const eigenvalues = download(arena, values)
  const [largest, smallest] = [eigenvalues[0] as number, eigenvalues[n - 1] as number]
  if (smallest < -ROUNDING[arena.precision] * n * Math.abs(largest)) {
    const message = `X has the eigenvalue ${smallest}, allowed with kernel 'precomputed': none below 0`
    throw new DeepMFError('ERR_NOT_POSITIVE_DEFINITE', { message, option: 'X', received: smallest })
  }
  kernels.transpose(E.id, vectors.id)
  multiplyRows(
    arena,
    E,
    eigenvalues.map((value) => Math.sqrt(Math.max(0, value))),
  )
  for (const value of [values, vectors]) arena.discard(value)
  return E
}
