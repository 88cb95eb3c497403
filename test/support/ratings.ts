import { ratings } from '../../docs/support/ratings.js'
import { lcg, lowRankRows } from './random.js'

/**
 * Ratings of 9 movies by 15 users, from 1 to 10, as printed (De Handschutter, Gillis and Siebert, survey (2021), section
 * 4.1.1; De Handschutter, thesis (2023), section 4.4.1.3).
 */
export const printedRatings: readonly (readonly number[])[] = ratings

/** Whole ratings from 1 to 5 of `movies` by `users` whose tastes are mixtures of `tastes`, with some noise. */
export function makeRatings(movies: number, users: number, tastes: number, seed: number): number[][] {
  const next = lcg(seed + 7)
  const clean = lowRankRows(movies, users, tastes, seed)
  const largest = Math.max(...clean.flat())
  return clean.map((row) => row.map((x) => Math.min(5, 1 + Math.floor(5 * Math.sqrt(x / largest) + next() - 0.5))))
}

/** 1 for about that share of the entries, 0 for those held out; no row and no column is held out whole. */
export function heldIn(rows: number, cols: number, share: number, seed: number): number[][] {
  const next = lcg(seed)
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => (next() < share || i % cols === j || j % rows === i ? 1 : 0)),
  )
}
