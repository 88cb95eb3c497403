import { invalidOption } from '../errors.js'
import { checkSymmetric } from '../linalg/symmetric.js'
import { toMatrix } from '../matrix/internals.js'
import { Matrix, type MatrixLike } from '../matrix/matrix.js'
import { type Labels, ranked } from './labels.js'

/**
 * The consensus matrix of several clusterings of the same samples: in which share of them two samples are together.
 *
 * Complexity: O(n²) for each clustering.
 *
 * Reference: Monti et al., 2003; Brunet et al., 2004.
 *
 * @param runs labels of all samples, one list for each clustering
 * @returns n x n, symmetric, ones on the diagonal
 * @throws DeepMFError `ERR_SHAPE` when there is none or the lengths differ, `ERR_INVALID_OPTION` for other labels
 *
 * @example
 * consensusMatrix([[0, 0, 1], [1, 0, 0]])   // [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]
 */
export function consensusMatrix(runs: readonly Labels[]): Matrix {
  const [first] = runs
  if (first === undefined) throw invalidOption('runs', runs, 'one clustering or more', 'ERR_SHAPE')
  const n = first.length
  const together = new Float64Array(n * n)
  runs.forEach((labels, run) => {
    const { ranks } = ranked(labels, `runs[${run}]`)
    if (labels.length !== n) throw invalidOption(`runs[${run}]`, labels, `${n} labels`, 'ERR_SHAPE')
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (ranks[i] === ranks[j]) together[i * n + j] = (together[i * n + j] as number) + 1
      }
    }
  })
  const share = together.map((count) => count / runs.length)
  return Matrix.from(share, { shape: [n, n] })
}

/**
 * The cophenetic correlation of a consensus matrix C: the correlation between the distances 1 − C and those at which
 * average linkage joins the samples. It is 1 where all clusterings agreed, and falls where they scatter, so a rank at
 * which it drops is one too many.
 *
 * Equal distances are joined in an order of their own; 1 also where all distances are the same.
 *
 * Complexity: O(n²), by chains of nearest neighbours.
 *
 * Reference: Sokal and Rohlf, 1962; Brunet et al., 2004; Murtagh, 1983, for the chains.
 *
 * @param consensus n x n, symmetric, as of {@link consensusMatrix}; n is 2 or more
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE` where it is not square, `ERR_INVALID_MATRIX` where it is not
 *   symmetric
 *
 * @example
 * copheneticCorrelation(consensusMatrix(runs.map((fit) => labelsOf(fit))))
 */
export function copheneticCorrelation(consensus: MatrixLike): number {
  const matrix = toMatrix(consensus, 'consensus')
  try {
    checkSymmetric('consensus', matrix)
    const n = matrix.rows
    if (n < 2) throw invalidOption('consensus', matrix.shape, 'two rows or more', 'ERR_SHAPE')
    const distances = Float64Array.from(matrix.toArray(), (share) => 1 - share)
    return correlation(distances, averageLinkage(distances, n), n)
  } finally {
    if (matrix !== consensus) matrix.dispose()
  }
}

/**
 * The dispersion of a consensus matrix C: how far its entries are from one half,
 *
 *     1/n² Σ_ij 4 (c_ij − ½)²
 *
 * from 0 to 1, where all clusterings agreed. Cost: O(n²).
 *
 * Reference: Kim and Park, *Sparse non-negative matrix factorizations via alternating non-negativity-constrained least
 * squares for microarray data analysis*, 2007.
 *
 * @param consensus n x n, symmetric, as of {@link consensusMatrix}
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE` where it is not square, `ERR_INVALID_MATRIX` where it is not
 *   symmetric
 *
 * @example
 * dispersion([[1, 0.5], [0.5, 1]])   // 0.5
 */
export function dispersion(consensus: MatrixLike): number {
  const matrix = toMatrix(consensus, 'consensus')
  try {
    checkSymmetric('consensus', matrix)
    const entries = matrix.toArray()
    return entries.reduce((sum, share) => sum + 4 * (share - 0.5) * (share - 0.5), 0) / entries.length
  } finally {
    if (matrix !== consensus) matrix.dispose()
  }
}

/** The distance at which average linkage joins each pair of samples (n x n). */
export function averageLinkage(distances: Float64Array, n: number): Float64Array {
  const between = distances.slice()
  const members: (number[] | undefined)[] = Array.from({ length: n }, (_, i) => [i])
  const joined = new Float64Array(n * n)
  const chain: number[] = []
  for (let left = n; left > 1; ) {
    if (chain.length === 0) chain.push(members.findIndex((cluster) => cluster !== undefined))
    const last = chain.at(-1) as number
    const previous = chain.at(-2)
    // The one before in the chain goes first, so that equal distances cannot lead it in a circle.
    let [nearest, least] = [previous ?? -1, previous === undefined ? Number.POSITIVE_INFINITY : at(last, previous)]
    members.forEach((cluster, k) => {
      if (cluster !== undefined && k !== last && at(last, k) < least) [nearest, least] = [k, at(last, k)]
    })
    if (nearest !== previous) {
      chain.push(nearest)
      continue
    }
    chain.length -= 2
    join(nearest, last, least)
    left -= 1
  }
  return joined

  function at(i: number, j: number): number {
    return between[i * n + j] as number
  }

  function join(i: number, j: number, height: number): void {
    const [a, b] = [members[i] as number[], members[j] as number[]]
    for (const x of a) {
      for (const y of b) joined[x * n + y] = joined[y * n + x] = height
    }
    members.forEach((cluster, k) => {
      if (cluster === undefined || k === i || k === j) return
      const mean = (a.length * at(i, k) + b.length * at(j, k)) / (a.length + b.length)
      between[i * n + k] = between[k * n + i] = mean
    })
    members[i] = [...a, ...b]
    members[j] = undefined
  }
}

/** Pearson's correlation over the pairs above the diagonal. */
function correlation(x: Float64Array, y: Float64Array, n: number): number {
  const pairs: number[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push(i * n + j)
  const mean = (values: Float64Array) => pairs.reduce((sum, at) => sum + (values[at] as number), 0) / pairs.length
  const [meanX, meanY] = [mean(x), mean(y)]
  let [xx, xy, yy] = [0, 0, 0]
  for (const at of pairs) {
    const [a, b] = [(x[at] as number) - meanX, (y[at] as number) - meanY]
    xx += a * a
    xy += a * b
    yy += b * b
  }
  if (xx === 0 || yy === 0) return 1
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)))
}
