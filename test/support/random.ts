import { product } from './dense.js'

/** A small generator for test data, so that the data does not hang on the generator under test. */
export function lcg(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** m x n uniform entries in [0, 1). */
export function uniformRows(m: number, n: number, seed: number): number[][] {
  const next = lcg(seed)
  return Array.from({ length: m }, () => Array.from({ length: n }, next))
}

/** A nonnegative matrix of exact rank at most `rank`, with zeros in its factors. */
export function lowRankRows(m: number, n: number, rank: number, seed: number): number[][] {
  const next = lcg(seed)
  const sparse = () => Math.max(0, next() - 0.3)
  const W = Array.from({ length: m }, () => Array.from({ length: rank }, sparse))
  const H = Array.from({ length: rank }, () => Array.from({ length: n }, sparse))
  return product(W, H)
}

/**
 * m x n columns along `clusters` nonnegative directions with entries of their own, of lengths from 1 to 2, and uniform
 * entries up to `noise` on top; column j is along direction j modulo `clusters`.
 */
export function directions(m: number, n: number, clusters: number, seed: number, noise: number): number[][] {
  const next = lcg(seed)
  const lengths = Array.from({ length: n }, () => 1 + next())
  const entry = (i: number, k: number) => (i % clusters === k ? 1 : 0.1) * (1 + ((i * 7) % 5))
  return Array.from({ length: m }, (_, i) =>
    lengths.map((length, j) => length * entry(i, j % clusters) + noise * next()),
  )
}

/** A symmetric n x n matrix of uniform entries in [0, 1). */
export function symmetricRows(n: number, seed: number): number[][] {
  const rows = uniformRows(n, n, seed)
  return rows.map((row, i) => row.map((x, j) => (i < j ? x : ((rows[j] as number[])[i] as number))))
}
