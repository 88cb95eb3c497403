import { hungarian, type Matrix, type ShapedData } from 'deepmf'
import type { Rows } from './dense.js'
import { lcg } from './random.js'

// Slow, obvious tensors: the oracle that decompositions are checked against.

/** Σ_c λ_c a_1c ∘ ... ∘ a_Kc, from its definition. */
export function composed(factors: readonly Rows[], weights?: ArrayLike<number>): ShapedData & { data: Float64Array } {
  const shape = factors.map((factor) => factor.length)
  const rank = (factors[0] as Rows)[0]?.length ?? 0
  const data = new Float64Array(shape.reduce((total, size) => total * size, 1))
  for (const at of data.keys()) {
    const indices = indicesOf(shape, at)
    for (let c = 0; c < rank; c++) {
      data[at] += factors.reduce((term, factor, mode) => term * factor[indices[mode]][c], weights?.[c] ?? 1)
    }
  }
  return { data, shape }
}

/** The cell with this number, the last index fastest. */
export function indicesOf(shape: readonly number[], at: number): number[] {
  let rest = at
  const indices: number[] = []
  for (const size of [...shape].reverse()) {
    indices.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return indices
}

/** `½ ‖T - Σ_c λ_c a_1c ∘ ... ∘ a_Kc‖²`. */
export const tensorLoss = (T: ArrayLike<number>, factors: readonly Rows[], weights?: ArrayLike<number>): number =>
  composed(factors, weights).data.reduce((sum, value, at) => sum + 0.5 * ((T[at] as number) - value) ** 2, 0)

/** Factors with entries of any sign, or nonnegative ones a third of which are zero. */
export function drawFactors(shape: readonly number[], rank: number, nonnegative: boolean, seed: number): Rows[] {
  const next = lcg(seed)
  const draw = () => (nonnegative ? Math.max(0, next() - 0.33) : 2 * next() - 1)
  return shape.map((size) => Array.from({ length: size }, () => Array.from({ length: rank }, draw)))
}

/** A tensor of random entries, of any sign or nonnegative. */
export function randomTensor(shape: readonly number[], nonnegative: boolean, seed: number) {
  const next = lcg(seed)
  const length = shape.reduce((total, size) => total * size, 1)
  return { data: Float64Array.from({ length }, () => (nonnegative ? next() : 2 * next() - 1)), shape }
}

/** How far a fit's components are from the true ones, whatever their order and scale: 1 - the least product of cosines. */
export function componentsOff(found: readonly Matrix[], truth: readonly Rows[]): number {
  const rank = (truth[0] as Rows)[0]?.length ?? 0
  const cosine = (a: ArrayLike<number>, b: readonly number[]) => {
    const inner = (x: ArrayLike<number>, y: ArrayLike<number>) =>
      Array.from(x).reduce((sum, value, i) => sum + value * (y[i] as number), 0)
    return Math.abs(inner(a, b)) / Math.sqrt(inner(a, a) * inner(b, b))
  }
  const congruence = (c: number, d: number) =>
    found.reduce((product, factor, mode) => {
      const column = (truth[mode] as Rows).map((row) => row[d] as number)
      return product * cosine(factor.column(c), column)
    }, 1)
  const cost = Array.from({ length: rank }, (_, c) => Array.from({ length: rank }, (_, d) => 1 - congruence(c, d)))
  return Math.max(...Array.from(hungarian(cost), (d, c) => (cost[c] as number[])[d] as number))
}
