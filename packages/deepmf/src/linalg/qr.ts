import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions } from '../options/index.js'
import { compute, type LinalgOptions, linalgSpec } from './on-backend.js'

/**
 * The thin QR decomposition A = Q R, k = min(m, n): Q (m x k) has orthonormal columns, R (k x n) is zero below its diagonal,
 * and nothing on the diagonal is negative. O(m n k). Same bits on every backend.
 *
 * @param A m x n
 * @throws DeepMFError what `Matrix.from` throws; `ERR_UNKNOWN_OPTION`, `ERR_OVERFLOW`
 *
 * Reference: Householder (1958); Schreiber and Van Loan (1989) for the blocked form.
 *
 * @example
 * const { Q, R } = qr([[3, 1], [4, 2]])   // Q: [[0.6, -0.8], [0.8, 0.6]], R: [[5, 2.2], [0, 0.4]]
 */
export function qr(A: MatrixLike, options?: LinalgOptions): { readonly Q: Matrix; readonly R: Matrix } {
  return compute(
    { A },
    () => checkOptions('qr', options, linalgSpec),
    ({ arena, given: { A }, take }) => {
      const k = Math.min(A.rows, A.cols)
      const Q = arena.allocate(A.rows, k)
      const R = arena.allocate(k, A.cols)
      arena.backend.kernels.qr(Q.id, R.id, A.id)
      return { Q: take(Q), R: take(R) }
    },
  )
}
