import { cheaperMethod, singularVectors } from '../linalg/singular-vectors.js'
import type { Arena, Value } from '../problem/arena.js'
import { sum } from '../problem/products.js'
import { download, upload } from '../problem/transfer.js'
import { fillColumns } from './fill.js'
import { scaleToTarget } from './random.js'
import type { Initialiser, Start } from './start.js'

/** Columns carried beyond the rank, and steps of subspace iteration, where the vectors are found by products alone. */
const OVERSAMPLING = 10
const ITERATIONS = 4

/** Entries below this fraction of the largest in their vector are what rounding left of zero. */
const ROUNDING = 1e-8

/** What takes the place of the zeros: nothing, one number, or a number drawn for each. */
type Filling = 'zeros' | 'mean' | 'random'

/**
 * Nonnegative double singular value decomposition: of each pair of singular vectors the positive or the negative parts,
 * whichever weigh more, at the scale of their share of the singular value. Deterministic, up to the seed of the
 * randomised range finder, whose part is below what a fit can tell. Zeros stay zeros under multiplicative updates.
 *
 * Cost: a truncated SVD of the target. Reference: Boutsidis and Gallopoulos (2008), NNDSVD.
 */
export const nndsvd = (seed: number): Initialiser => initialiser('nndsvd', 'zeros', seed)

/**
 * {@link nndsvd} with the mean of the target in place of the zeros, in the unit in which that mean is 1 / rank: there
 * factors with nothing but this number would give the mean, so the start does not hang on the unit of the data. Both
 * factors are then scaled so that W H is as near to the target as a scalar can bring it.
 */
export const nndsvda = (seed: number): Initialiser => initialiser('nndsvda', 'mean', seed)

/** {@link nndsvd} with small random numbers, up to a hundredth of what {@link nndsvda} takes, in place of the zeros. */
export const nndsvdar = (seed: number): Initialiser => initialiser('nndsvdar', 'random', seed)

function initialiser(name: Initialiser['name'], filling: Filling, seed: number): Initialiser {
  return {
    name,
    // biome-ignore lint/correctness/useYield: there is nothing to wait for
    *start(arena, target, rank, layer) {
      const factors = nonnegativeParts(arena, target, rank, seed, layer)
      const mean = sum(arena.backend.kernels, target) / (target.rows * target.cols)
      const unit = Math.sqrt(mean / rank)
      fill(arena, factors.W, filling, unit, seed, 2 * layer)
      fill(arena, factors.H, filling, unit, seed, 2 * layer + 1)
      const start = place(arena, target, rank, factors)
      fillColumns(arena, target, start.W, Math.min(rank, target.rows, target.cols), seed, layer)
      if (filling !== 'zeros') scaleToTarget(arena, target, start.W, start.H)
      return start
    },
  }
}

/** Both factors by vectors: W's columns and H's rows, one after the other. */
interface Factors {
  readonly W: readonly Float64Array[]
  readonly H: readonly Float64Array[]
}

function nonnegativeParts(arena: Arena, target: Value, rank: number, seed: number, layer: number): Factors {
  const { rows, cols } = target
  // Beyond min(m, n) there are no singular vectors: those of the start are zero there, and W's get random numbers.
  const found = Math.min(rank, rows, cols)
  const method = cheaperMethod(target, found, OVERSAMPLING)
  const settings = { method, oversampling: OVERSAMPLING, iterations: ITERATIONS, seed, stream: 2 * layer }
  const { U, sigma, V } = singularVectors(arena, target, found, settings)
  const [left, right] = [columnsOf(arena, U), columnsOf(arena, V)]
  const values = download(arena, sigma)
  for (const value of [U, sigma, V]) arena.discard(value)
  const W: Float64Array[] = []
  const H: Float64Array[] = []
  for (let k = 0; k < rank; k++) {
    const [w, h] = parts(left[k] ?? new Float64Array(rows), right[k] ?? new Float64Array(cols), values[k] ?? 0, k === 0)
    W.push(w)
    H.push(h)
  }
  return { W, H }
}

/** The nonnegative pair of vectors that stands for the singular pair (u, v). */
function parts(u: Float64Array, v: Float64Array, sigma: number, first: boolean): readonly [Float64Array, Float64Array] {
  // The leading pair of a nonnegative matrix has one sign but for rounding (Perron and Frobenius).
  if (first) return [scaled(u.map(Math.abs), Math.sqrt(sigma)), scaled(v.map(Math.abs), Math.sqrt(sigma))]
  const choices = [1, -1].map((sign) => {
    const [a, b] = [u, v].map((vector) => vector.map((value) => Math.max(0, sign * value))) as [
      Float64Array,
      Float64Array,
    ]
    const [aNorm, bNorm] = [norm(a), norm(b)]
    return { a, b, aNorm, bNorm, weight: aNorm * bNorm }
  })
  const [positive, negative] = choices as [(typeof choices)[0], (typeof choices)[0]]
  const { a, b, aNorm, bNorm, weight } = positive.weight >= negative.weight ? positive : negative
  if (weight === 0) return [new Float64Array(u.length), new Float64Array(v.length)]
  const scale = Math.sqrt(sigma * weight)
  return [scaled(a, scale / aNorm), scaled(b, scale / bNorm)]
}

/** The vector times a number, with zeros where it is zero but for rounding. */
function scaled(vector: Float64Array, factor: number): Float64Array {
  const largest = vector.reduce((most, value) => Math.max(most, value), 0)
  return vector.map((value) => (value > ROUNDING * largest ? factor * value : 0))
}

const norm = (vector: Float64Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

/** Puts something in the place of the zeros. */
function fill(
  arena: Arena,
  vectors: readonly Float64Array[],
  filling: Filling,
  unit: number,
  seed: number,
  stream: number,
): void {
  if (filling === 'zeros') return
  const length = vectors[0]?.length ?? 0
  const draws = filling === 'random' ? uniform(arena, vectors.length, length, seed, stream) : undefined
  for (const [k, vector] of vectors.entries()) {
    for (let i = 0; i < length; i++) {
      if (vector[i] === 0) vector[i] = draws === undefined ? unit : (unit / 100) * (draws[k * length + i] as number)
    }
  }
}

function uniform(arena: Arena, rows: number, cols: number, seed: number, stream: number): Float64Array {
  const drawn = arena.allocate(rows, cols)
  arena.backend.kernels.randomFill(drawn.id, 'uniform', 0, 1, seed, stream)
  const numbers = download(arena, drawn)
  arena.discard(drawn)
  return numbers
}

function columnsOf(arena: Arena, value: Value): readonly Float64Array[] {
  const numbers = download(arena, value)
  return Array.from({ length: value.cols }, (_, j) =>
    Float64Array.from({ length: value.rows }, (_, i) => numbers[i * value.cols + j] as number),
  )
}

function place(arena: Arena, target: Value, rank: number, { W, H }: Factors): Start {
  const columns = new Float64Array(target.rows * rank)
  for (const [k, column] of W.entries()) {
    for (let i = 0; i < target.rows; i++) columns[i * rank + k] = column[i] as number
  }
  const rows = new Float64Array(rank * target.cols)
  for (const [k, row] of H.entries()) rows.set(row, k * target.cols)
  return { W: upload(arena, target.rows, rank, columns), H: upload(arena, rank, target.cols, rows) }
}
