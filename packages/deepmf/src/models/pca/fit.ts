import type { BackendName } from '../../backend/backend.js'
import { DeepMFError } from '../../errors.js'
import { compute } from '../../linalg/on-backend.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
import type { Arena, Value } from '../../problem/arena.js'
import { copyOf, upload } from '../../problem/transfer.js'

/** The result of {@link pca}. */
export interface PCAFit {
  /** m x r, the principal directions: orthonormal columns, in each the entry of the largest magnitude positive. */
  readonly W: Matrix
  /** r x n, the coordinates of the samples: WᵀX, less the mean where that was taken away. */
  readonly H: Matrix
  /** The mean of the samples, m numbers; zeros without centring. */
  readonly mean: Float64Array
  /** The singular values of what is decomposed, the largest first. */
  readonly singularValues: Float64Array
  /** The variance along each direction: σ² / (n - 1), or σ² / n without centring. */
  readonly explainedVariance: Float64Array
  /** What part of the whole variance that is. */
  readonly explainedVarianceRatio: Float64Array
  /** ½ ‖X - mean - W H‖². */
  readonly loss: number
  readonly backend: BackendName
  /** W H + mean. */
  reconstruct(): Matrix
  /** The coordinates of new samples, m x n'. */
  transform(data: MatrixLike): Promise<Matrix>
  /** {@link PCAFit.transform} at once. */
  transformSync(data: MatrixLike): Matrix
  /** Gives the memory of the factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

/** What the decomposition found. */
export type PCAResult = Omit<PCAFit, 'reconstruct' | 'transform' | 'transformSync' | 'dispose' | typeof Symbol.dispose>

export function pcaFit(result: PCAResult): PCAFit {
  const { W, H, mean, backend } = result
  const transformSync = (data: MatrixLike) => transform(W, mean, backend, data)
  const dispose = () => {
    W.dispose()
    H.dispose()
  }
  return {
    ...result,
    reconstruct: () => reconstruct(W, H, mean, backend),
    transform: async (data) => transformSync(data),
    transformSync,
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** to = to + factor · mean 1ᵀ. */
export function addMean(arena: Arena, to: Value, mean: Float64Array, factor: number): void {
  const { kernels } = arena.backend
  const column = upload(arena, to.rows, 1, mean)
  const ones = upload(arena, 1, to.cols, new Float64Array(to.cols).fill(1))
  kernels.gemm(to.id, false, false, factor, column.id, ones.id, 1)
  for (const value of [column, ones]) arena.discard(value)
}

function reconstruct(W: Matrix, H: Matrix, mean: Float64Array, backend: BackendName): Matrix {
  return compute(
    { W, H },
    () => ({ backend }),
    ({ arena, given: { W, H }, take }) => {
      const product = arena.allocate(W.rows, H.cols)
      arena.backend.kernels.gemm(product.id, false, false, 1, W.id, H.id, 0)
      addMean(arena, product, mean, 1)
      return take(product)
    },
  )
}

function transform(W: Matrix, mean: Float64Array, backend: BackendName, data: MatrixLike): Matrix {
  return compute(
    { W, data },
    ({ W, data }) => {
      if (data.rows !== W.rows) {
        const allowed = `${W.rows} rows, as many as the data of the fit has`
        throw new DeepMFError('ERR_SHAPE', { option: 'data', received: data.shape, allowed })
      }
      return { backend }
    },
    ({ arena, given: { W, data }, take }) => {
      const { kernels } = arena.backend
      const centered = copyOf(arena, data)
      addMean(arena, centered, mean, -1)
      const H = arena.allocate(W.cols, data.cols)
      kernels.gemm(H.id, true, false, 1, W.id, centered.id, 0)
      return take(H)
    },
  )
}
