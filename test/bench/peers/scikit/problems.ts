import { Matrix, SparseMatrix } from 'deepmf'
import type { Context } from '../../context.js'
import { peerDataset } from '../../data.js'
import { uniformEntries } from '../../uniform.js'
import { type Columns, tfidf } from './text.js'

/** A matrix to factorize, m x n with samples in columns, and where all programs start. */
export interface ScikitProblem {
  label: string
  m: number
  n: number
  rank: number
  X: Float64Array | Columns
  W: Float64Array
  H: Float64Array
}

export function matrixOf({ X, m, n }: ScikitProblem): Matrix | SparseMatrix {
  if (X instanceof Float64Array) return Matrix.from({ data: X, shape: [m, n] })
  return SparseMatrix.fromCSC({ rows: m, cols: n, ...X })
}

/**
 * Faces, random data with a factorization to be found and with none, and texts. The last from three starts: there are
 * many local minima, and either program may end in the better one. A quick run has something small.
 */
export async function scikitProblems(context: Context): Promise<ScikitProblem[]> {
  if (context.quick) return [dense('planted', 40, 30, 4, planted(40, 30, 4))]
  const faces = await peerDataset(context)
  const text = await tfidf(context)
  return [
    ...(faces ? [dense(faces.label, faces.m, faces.n, 49, faces.X)] : []),
    dense('rank 20 + noise', 2000, 1000, 20, planted(2000, 1000, 20)),
    dense('uniform', 2000, 1000, 20, uniformEntries(2_000_000, 5)),
    ...(text
      ? [1, 2, 3].map((seed) => {
          const start = startFor(text.terms, text.documents, 20, sum(text.columns.values), seed)
          const label = `tf-idf, start ${seed},`
          return { label, m: text.terms, n: text.documents, rank: 20, X: text.columns, ...start }
        })
      : []),
  ]
}

const dense = (label: string, m: number, n: number, rank: number, X: Float64Array): ScikitProblem => ({
  label,
  m,
  n,
  rank,
  X,
  ...startFor(m, n, rank, sum(X), 1),
})

/** The start has the mean of the data, as scikit-learn's own random start has. */
function startFor(m: number, n: number, rank: number, total: number, seed: number) {
  const scale = 2 * Math.sqrt(total / (m * n) / rank)
  const entries = (length: number, stream: number) => uniformEntries(length, 100 * seed + stream).map((x) => scale * x)
  return { W: entries(m * rank, 1), H: entries(rank * n, 2) }
}

const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0)

/** W H with uniform factors, and a tenth of uniform noise. */
function planted(m: number, n: number, rank: number): Float64Array {
  const [W, H, noise] = [uniformEntries(m * rank, 11), uniformEntries(rank * n, 12), uniformEntries(m * n, 13)]
  return noise.map((x, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    let entry = 0.1 * x
    for (let k = 0; k < rank; k++) entry += (W[i * rank + k] as number) * (H[k * n + j] as number)
    return entry
  })
}
