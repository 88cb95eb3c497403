import { withColumns } from '../../cluster/options.js'
import { multiplyRows } from '../../init/normalise.js'
import { singularVectors } from '../../linalg/singular-vectors.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
import type { Arena, Value } from '../../problem/arena.js'
import { handOver, type Rounds, type RoundsPlan, runRounds, runRoundsSync } from '../../problem/rounds.js'
import { copyOf, download } from '../../problem/transfer.js'
import { addMean, type PCAFit, pcaFit } from './fit.js'
import { checkPCAOptions, OVERSAMPLING, type PCAOptions, type PCASyncOptions } from './options.js'

/**
 * Principal component analysis: X ≈ mean + W H without any constraint, the baseline of all the others.
 *
 * Objective: minimise `½ ‖X - μ 1ᵀ - W H‖²` over W with orthonormal columns (m x rank) and H (rank x n), μ the mean of the
 * samples. By the truncated singular value decomposition U Σ Vᵀ of X - μ 1ᵀ: W = U, H = Σ Vᵀ (Eckart and Young). Cost:
 * O(m n min(m, n)) in full; O(m n (rank + 10)) for each of 2 · iterations + 2 products where randomised. The same call gives
 * the same bits on every backend.
 *
 * @param X m x n, samples in columns, of any sign
 * @throws DeepMFError `ERR_RANK`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`, `ERR_INVALID_OPTION`,
 *   `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: De Handschutter, Gillis and Siebert, survey (2021), section 2; Halko, Martinsson and Tropp (2011) for the
 * randomised method.
 *
 * @example
 * const { W, H, explainedVarianceRatio } = await pca(X, { rank: 3 })
 */
export async function pca(X: MatrixLike, options: PCAOptions): Promise<PCAFit> {
  return runRounds(withColumns(X, (matrix, temporary) => plan('pca', matrix, temporary, options, false)))
}

/** {@link pca} in one go. */
export function pcaSync(X: MatrixLike, options: PCASyncOptions): PCAFit {
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan('pcaSync', matrix, temporary, options, true)))
}

type CheckedPCA = ReturnType<typeof checkPCAOptions>

function plan(
  name: string,
  data: Matrix,
  temporary: boolean,
  options: PCAOptions | PCASyncOptions,
  sync: boolean,
): RoundsPlan<PCAFit> {
  const checked = checkPCAOptions(name, options, data, sync)
  const { backend, threads } = checked
  const { signal } = checked as { signal?: AbortSignal | undefined }
  return { data, temporary, backend, threads, signal, work: (arena, X) => components(arena, X, checked) }
}

function* components(arena: Arena, X: Value, options: CheckedPCA): Rounds<PCAFit> {
  const { kernels } = arena.backend
  const { rank, center, method, iterations, seed } = options
  const mean = center ? meanOf(arena, X) : new Float64Array(X.rows)
  const centered = center ? copyOf(arena, X) : X
  if (center) addMean(arena, centered, mean, -1)
  const sketch = { method, oversampling: OVERSAMPLING, iterations, seed, stream: 0 }
  const { U, sigma, V } = singularVectors(arena, centered, rank, sketch)
  const H = arena.allocate(rank, X.cols)
  kernels.transpose(H.id, V.id)
  const singularValues = download(arena, sigma)
  multiplyRows(arena, H, singularValues)
  const total = kernels.normSquared(centered.id)
  const loss = 0.5 * kernels.residualSquared(centered.id, U.id, H.id)
  const count = center ? Math.max(1, X.cols - 1) : X.cols
  return pcaFit({
    W: handOver(arena, U),
    H: handOver(arena, H),
    mean,
    singularValues,
    explainedVariance: singularValues.map((value) => (value * value) / count),
    explainedVarianceRatio: singularValues.map((value) => (total > 0 ? (value * value) / total : 0)),
    loss,
    backend: arena.backend.name,
  })
}

function meanOf(arena: Arena, X: Value): Float64Array {
  const sums = arena.allocate(X.rows, 1)
  arena.backend.kernels.rowSums(sums.id, X.id)
  const mean = download(arena, sums).map((sum) => sum / X.cols)
  arena.discard(sums)
  return mean
}
