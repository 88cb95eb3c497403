import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, order, seed } from '../support/sizes.js'
import { mixtures } from '../support/values.js'

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

const spaRound = defineCase('spaRound: with the basis and the columns that it gives', {
  always: [
    { m: 1, n: 1, own: 1, wanted: 1, seed: 1 },
    { m: 20, n: 2000, own: 12, wanted: 9, seed: 1 },
    { m: 700, n: 20, own: 9, wanted: 12, seed: 2 },
  ],
  drawn: fc.record({
    m: order,
    n: order,
    own: fc.integer({ min: 1, max: 12 }),
    wanted: fc.integer({ min: 1, max: 12 }),
    seed,
    bits,
  }),
  runs: 25,
  problem: ({ m, n, own, wanted, seed, bits }) => {
    const x = mixtures(m, n, own, seed, bits)
    return (memory) => {
      const [basis, residuals, data] = [memory.zeros(wanted, m), memory.zeros(2, n), memory.matrix(m, n, x)]
      const chosen: number[] = []
      while (chosen.length < Math.min(wanted, n)) {
        const next = memory.kernels.spaRound(basis, residuals, data, Uint32Array.from(chosen))
        if (next < 0) break
        chosen.push(next)
      }
      const picked = memory.zeros(m, Math.max(1, chosen.length))
      if (chosen.length > 0) memory.kernels.selectColumns(picked, data, Uint32Array.from(chosen))
      return { chosen: Uint32Array.from(chosen), basis: memory.read(basis), picked: memory.read(picked) }
    }
  },
})

export const starts: readonly Case[] = [randomFill, snpaRound, spaRound]
