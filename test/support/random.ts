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
