import { DeepMFError } from '../errors.js'
import { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { refuseZero } from './refuse-zero.js'
import type { Target } from './target.js'

/** How sparse data are looked at. */
interface Look {
  readonly beta: number
  /** With beta <= 0: what smaller entries are raised to. */
  readonly raise: number | undefined
  /** Whether the cells that the data do not store are missing; else they are zeros. */
  readonly unstored: boolean
}

/**
 * Sparse data as a divergence takes them: all cells, or those that are stored, without a copy. With weights the cells
 * that these store, by weights above 0, and of the data what stands there: both are copied where something else has to go.
 */
export function storedTarget(data: SparseMatrix, weights: SparseMatrix | undefined, look: Look): Target {
  if (weights !== undefined) return weightedTarget(data, weights, look)
  const plain = { data, weights: undefined, mean: undefined, known: undefined, temporaries: [] } as const
  if (!look.unstored) {
    if (look.beta <= 0) throw refuseZeros()
    return { ...plain, cells: 'all' }
  }
  if (data.entries === 0) {
    const allowed = 'an X that stores an entry'
    throw new DeepMFError('ERR_INVALID_OPTION', { option: 'missing', received: 'unstored', allowed })
  }
  if (look.beta > 0) return { ...plain, cells: 'stored' }
  const { rowIndices, columnIndices, values } = data.toCOO()
  let raised = false
  for (let k = 0; k < values.length; k++) {
    const x = values[k] as number
    values[k] = raisedEntry(x, look, () => [rowIndices[k] as number, columnIndices[k] as number])
    raised ||= values[k] !== x
  }
  if (!raised) return { ...plain, cells: 'stored' }
  const { rows, cols, precision } = data
  const made = SparseMatrix.fromCOO({ rows, cols, rowIndices, columnIndices, values }, { precision })
  return { ...plain, data: made, cells: 'stored', temporaries: [made] }
}

/** Cells kept of a sparse matrix, row by row. */
class Kept {
  readonly #starts: Uint32Array
  readonly #indices: number[] = []
  readonly #values: number[] = []

  constructor(readonly like: SparseMatrix) {
    this.#starts = new Uint32Array(like.rows + 1)
  }

  add(row: number, column: number, value: number): void {
    this.#indices.push(column)
    this.#values.push(value)
    this.#starts[row + 1] = this.#indices.length
  }

  get entries(): number {
    return this.#indices.length
  }

  matrix(): SparseMatrix {
    const { rows, cols, precision } = this.like
    const starts = this.#starts
    for (let i = 1; i <= rows; i++) starts[i] = Math.max(starts[i] as number, starts[i - 1] as number)
    return SparseMatrix.fromCSR({ rows, cols, starts, indices: this.#indices, values: this.#values }, { precision })
  }
}

function weightedTarget(data: SparseMatrix, weights: SparseMatrix, look: Look): Target {
  const x = data.toCSR()
  const w = weights.toCSR()
  const [keptData, keptWeights] = [new Kept(data), new Kept(weights)]
  let [sum, total, raised, used] = [0, 0, false, 0]
  for (let i = 0; i < data.rows; i++) {
    let at = x.starts[i] as number
    const end = x.starts[i + 1] as number
    for (let k = w.starts[i] as number; k < (w.starts[i + 1] as number); k++) {
      const [j, weight] = [w.indices[k] as number, w.values[k] as number]
      while (at < end && (x.indices[at] as number) < j) at += 1
      const stored = at < end && x.indices[at] === j
      if (weight === 0 || (look.unstored && !stored)) continue
      const found = stored ? (x.values[at] as number) : 0
      const entry = raisedEntry(found, look, () => [i, j])
      if (entry !== found) raised = true
      else if (stored) used += 1
      if (entry !== 0 || stored) keptData.add(i, j, entry)
      keptWeights.add(i, j, weight)
      sum += weight * entry
      total += weight
    }
  }
  if (keptWeights.entries === 0) {
    const received = look.unstored ? 'zeros alone where X has entries' : 'zeros alone'
    throw new DeepMFError('ERR_INVALID_OPTION', { option: 'weights', received, allowed: 'a weight above 0' })
  }
  const madeData = raised || used < data.entries ? [keptData.matrix()] : []
  const madeWeights = keptWeights.entries < weights.entries ? [keptWeights.matrix()] : []
  return {
    data: madeData[0] ?? data,
    weights: madeWeights[0] ?? weights,
    cells: 'all',
    mean: sum / total,
    known: undefined,
    temporaries: [...madeData, ...madeWeights],
  }
}

/** An entry, raised where beta asks for it. */
function raisedEntry(x: number, { beta, raise }: Look, cell: () => readonly [number, number]): number {
  if (beta > 0 || x >= (raise ?? Number.MIN_VALUE)) return x
  if (raise !== undefined) return raise
  const [i, j] = cell()
  throw refuseZero(`X: the cell in row ${i}, column ${j} is 0`)
}

/** With beta <= 0 the zeros of a sparse matrix would have to be written out to be raised. */
function refuseZeros(): DeepMFError {
  const allowed =
    "beta above 0; or missing: 'unstored' or sparse weights, with which only stored cells count; " +
    "or X.toDense() with the option 'floor', to which zeros are raised"
  return refuseZero('X is sparse, and the cells that it does not store are 0', allowed)
}
