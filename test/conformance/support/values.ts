import { lcg } from '../../support/random.js'
import type { Bits } from './memory.js'

/**
 * Kinds of numbers: on [0, 1); on [-1, 1); many zeros of both signs; so small that products are subnormal or vanish; so
 * large that sums of products just stay finite; magnitudes that span 24 powers of two.
 */
export const KINDS = ['unit', 'signed', 'zeros', 'tiny', 'huge', 'wide'] as const
export type Kind = (typeof KINDS)[number]

/** `count` numbers of a kind, for a problem of that precision. */
export function values(count: number, kind: Kind, seed: number, bits: Bits): Float64Array {
  const next = lcg(seed)
  // The first few draws of neighbouring seeds are alike.
  for (let i = 0; i < 8; i++) next()
  const draw = drawer(kind, next, bits)
  return Float64Array.from({ length: count }, draw)
}

/** The same, none below zero: data, or starts inside a set. */
export function magnitudes(count: number, kind: Kind, seed: number, bits: Bits): Float64Array {
  return values(count, kind, seed, bits).map(Math.abs)
}

function drawer(kind: Kind, next: () => number, bits: Bits): () => number {
  const signed = () => 2 * next() - 1
  switch (kind) {
    case 'unit':
      return next
    case 'signed':
      return signed
    case 'zeros':
      return () => (next() < 0.6 ? 0 * signed() : signed())
    case 'tiny':
      return () => signed() * (bits === 64 ? 2 ** -520 : 2 ** -66)
    case 'huge':
      return () => signed() * (bits === 64 ? 2 ** 480 : 2 ** 50)
    case 'wide':
      return () => signed() * 2 ** Math.round(24 * next() - 12)
  }
}

/** A symmetric positive semidefinite r x r matrix with a wide spectrum, as Gram matrices of factors have. */
export function gramValues(r: number, seed: number, bits: Bits): Float64Array {
  const inner = Math.min(r + 3, 24)
  const factor = magnitudes(r * inner, 'zeros', seed, bits)
  const gram = new Float64Array(r * r)
  for (let i = 0; i < r; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < inner; k++) sum += (factor[i * inner + k] as number) * (factor[j * inner + k] as number)
      gram[i * r + j] = sum
      gram[j * r + i] = sum
    }
  }
  return gram
}

/** Columns that are mixtures of `own` pure ones, which are themselves among them. */
export function mixtures(m: number, n: number, own: number, seed: number, bits: Bits): Float64Array {
  const pure = magnitudes(m * own, 'zeros', seed, bits)
  const weights = magnitudes(own * n, 'unit', seed + 1, bits)
  const x = new Float64Array(m * n)
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) {
      let sum = 0
      for (let k = 0; k < own; k++) {
        const weight = j % 7 === 0 && k !== (j / 7) % own ? 0 : (weights[k * n + j] as number)
        sum += (pure[i * own + k] as number) * weight
      }
      x[i * n + j] = sum
    }
  }
  return x
}
