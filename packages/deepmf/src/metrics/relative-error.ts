import type { BackendName } from '../backend/backend.js'
import { backendName, requireBackend } from '../backend/select.js'
import { DeepMFError } from '../errors.js'
import type { DataLike } from '../matrix/index.js'
import { checkScale, isMatrix, isSparseMatrix, toMatrix, valueOn } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { checkOptions } from '../options/index.js'
import { distanceSquared, normSquared } from '../problem/products.js'

/** Options of {@link relativeError}. */
export interface MetricOptions {
  /** The backend to compute on; by default the best one that is loaded or can be loaded at once. */
  readonly backend?: BackendName
}

/**
 * The relative Frobenius error of an approximation, `‖S − A‖ / ‖S‖`.
 *
 * With S = X and A = W₁H₁ it is the error of the first layer; with S = W₁ and A = W₂H₂ the layer-centric error of the
 * second one, with S = X and A = W₂H₂H₁ its data-centric error. For S = 0 it is 0 where A = 0 too, else infinity.
 *
 * @param S the matrix that is approximated, m x n, dense or sparse
 * @param approximation the approximation, m x n, of the same precision
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_PRECISION`, `ERR_SCALE`; in a browser
 *   `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
 *
 * @example
 * relativeError(X, fit.reconstruct())
 */
export function relativeError(S: DataLike, approximation: MatrixLike, options?: MetricOptions): number {
  const { backend: name } = checkOptions('relativeError', options, { backend: backendName() })
  const target = isSparseMatrix(S) ? S : toMatrix(S, 'S')
  // What holds no numbers yet takes the precision of S; a Matrix keeps its own, so that nothing is rounded unasked.
  const fitted = toMatrix(
    approximation,
    'approximation',
    isMatrix(approximation) ? {} : { precision: target.precision },
  )
  checkSameKind(target, fitted)
  checkScale(target, 'S')
  checkScale(fitted, 'approximation', { tiny: true })
  const backend = requireBackend(name)
  try {
    const s = valueOn(target, backend)
    const distance = distanceSquared(backend.kernels, s, valueOn(fitted, backend))
    const norm = normSquared(backend.kernels, s)
    if (norm === 0) return distance === 0 ? 0 : Number.POSITIVE_INFINITY
    return Math.sqrt(distance / norm)
  } finally {
    if (target !== S) target.dispose()
    if (fitted !== approximation) fitted.dispose()
  }
}

function checkSameKind(target: Matrix | SparseMatrix, fitted: Matrix): void {
  if (fitted.rows !== target.rows || fitted.cols !== target.cols) {
    throw new DeepMFError('ERR_SHAPE', {
      option: 'approximation',
      received: fitted.shape,
      allowed: `the shape of S, [${target.shape.join(', ')}]`,
    })
  }
  if (fitted.precision !== target.precision) {
    throw new DeepMFError('ERR_PRECISION', {
      option: 'approximation',
      received: fitted.precision,
      allowed: `the precision of S, ${target.precision}`,
    })
  }
}
