import fc from 'fast-check'
import { KINDS } from './values.js'

// Sizes that meet the ends of tiles, panels (256) and blocks (16,384), or lie just beside them.

/** Rows and columns: small ones most often, odd ones always among them. */
export const order = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }) },
  fc.integer({ min: 41, max: 131 }),
)

/** Ranks. */
export const rank = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 33 }) },
  fc.integer({ min: 34, max: 129 }),
  fc.constantFrom(64, 127, 128, 129),
)

/** Inner dimensions: within a panel, over several. */
export const inner = fc.oneof(
  fc.integer({ min: 1, max: 80 }),
  fc.constantFrom(255, 256, 257, 511, 512, 513, 767, 1024),
  fc.integer({ min: 258, max: 1100 }),
)

/** Lengths beyond one block: the tree that adds blocks is at work. */
export const BEYOND_A_BLOCK = [16_383, 16_384, 16_385, 16_384 + 300, 2 * 16_384 + 257, 3 * 16_384 + 5] as const

export const bits = fc.constantFrom<64 | 32>(64, 32)
export const kind = fc.constantFrom(...KINDS)
export const seed = fc.integer({ min: 0, max: 1e6 })

/** Factors of a sum: those that spare a multiplication, and others. */
export const scale = fc.constantFrom<number>(0, 1, -1, 0.5, 0.3, -2.7)
