import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, order, seed } from '../support/sizes.js'
import { magnitudes } from '../support/values.js'

/** Parameters of every distribution, the awkward ones among them: gamma below and above 1, nearly pure mixtures. */
const DRAWS = [
  ['uniform', 0, 1],
  ['uniform', -3, 1e6],
  ['normal', 0, 1],
  ['normal', -5, 1e-3],
  ['gamma', 0.05, 1],
  ['gamma', 1, 1],
  ['gamma', 7.5, 0.3],
  ['dirichlet', 0.05, 0],
  ['dirichlet', 1, 0],
  ['dirichlet', 20, 0],
] as const

const randomFill = defineCase('randomFill: every distribution', {
  always: [
    { m: 1, n: 1, seed: 0, stream: 0 },
    { m: 6, n: 4001, seed: 2 ** 53 - 1, stream: 2 ** 32 - 1 },
  ],
  drawn: fc.record({ m: order, n: order, seed: fc.maxSafeNat(), stream: fc.integer({ min: 0, max: 9 }), bits }),
  runs: 20,
  problem:
    ({ m, n, seed, stream }) =>
    (memory) => {
      const dst = memory.zeros(m, n)
      const results = DRAWS.map(([distribution, a, b]) => {
        memory.kernels.randomFill(dst, distribution, a, b, seed, stream)
        return [`${distribution}(${a}, ${b})`, memory.read(dst)] as const
      })
      return Object.fromEntries(results)
    },
})

const snpaRound = defineCase('snpaRound', {
  always: [
    { m: 1, n: 1, own: 1, wanted: 1, steps: 10, seed: 1 },
    { m: 20, n: 300, own: 12, wanted: 9, steps: 20, seed: 1 },
    { m: 300, n: 20, own: 5, wanted: 9, steps: 20, seed: 2 },
    { m: 40, n: 1500, own: 8, wanted: 6, steps: 5, seed: 3 },
  ],
  // Where the data's own rank is below the one wanted, the search ends before.
  drawn: fc
    .record({
      m: order,
      n: fc.integer({ min: 2, max: 90 }),
      own: fc.integer({ min: 1, max: 12 }),
      wanted: fc.integer({ min: 1, max: 12 }),
      steps: fc.integer({ min: 1, max: 30 }),
      seed,
      bits,
    })
    .map((p) => ({ ...p, wanted: Math.min(p.wanted, p.n) })),
  runs: 25,
  problem: ({ m, n, own, wanted, steps, seed, bits }) => {
    const x = mixtures(m, n, own, seed, bits)
    return (memory) => {
      const h = memory.zeros(wanted, n)
      const [products, residuals, data] = [memory.zeros(wanted, n), memory.zeros(2, n), memory.matrix(m, n, x)]
      const chosen: number[] = []
      while (chosen.length < wanted) {
        const next = memory.kernels.snpaRound(h, products, residuals, data, Uint32Array.from(chosen), steps)
        if (next < 0) break
        chosen.push(next)
      }
      return { chosen: Uint32Array.from(chosen), h: memory.read(h) }
    }
  },
})

/** Columns that are mixtures of `own` pure ones, which are themselves among them. */
function mixtures(m: number, n: number, own: number, seed: number, bits: 64 | 32): Float64Array {
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

export const starts: readonly Case[] = [randomFill, snpaRound]
