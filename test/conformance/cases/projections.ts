import type { Kernels } from 'deepmf'
import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, order, rank, seed } from '../support/sizes.js'
import { type Kind, values } from '../support/values.js'

type Parameters<K extends keyof Kernels> = Kernels[K] extends (...args: infer P) => unknown ? P : never
type Projection = Parameters<'project'>[1]

const PROJECTIONS: readonly Projection[] = ['none', 'nonnegative', 'simplex', 'sum-at-most', 'near-convex']
const TOTALS = [1, 0.25, 100] as const

const project = defineCase('project: every set, along both directions', {
  always: [
    { m: 1, n: 1, kind: 'signed', seed: 1, total: 1 },
    { m: 1, n: 40, kind: 'signed', seed: 1, total: 1 },
    { m: 40, n: 1, kind: 'signed', seed: 1, total: 1 },
    { m: 129, n: 333, kind: 'signed', seed: 1, total: 1 },
    { m: 300, n: 331, kind: 'unit', seed: 1, total: 100 },
    { m: 20, n: 30, kind: 'zeros', seed: 2, total: 1 },
    { m: 20, n: 30, kind: 'tiny', seed: 2, total: 1 },
    { m: 20, n: 30, kind: 'wide', seed: 2, total: 0.25 },
  ],
  drawn: fc.record({
    m: rank,
    n: order,
    kind: fc.constantFrom<Kind>('unit', 'signed', 'zeros', 'tiny', 'wide'),
    seed,
    total: fc.constantFrom(...TOTALS),
    bits,
  }),
  runs: 50,
  problem: ({ m, n, kind, seed, total, bits }) => {
    const start = values(m * n, kind, seed, bits)
    return (memory) => {
      const results = PROJECTIONS.flatMap((projection) =>
        (['columns', 'rows'] as const).map((along) => {
          const f = memory.matrix(m, n, start)
          const parameters = parametersOf(projection, total, along === 'columns' ? n : m)
          memory.kernels.project(f, projection, along, parameters)
          return [`${projection} along ${along}`, memory.read(f)] as const
        }),
      )
      return Object.fromEntries(results)
    }
  },
})

function parametersOf(projection: Projection, total: number, count: number): Float64Array {
  if (projection === 'near-convex') return Float64Array.from({ length: count }, (_, j) => (total * (j % 5)) / 8)
  return projection === 'simplex' || projection === 'sum-at-most' ? Float64Array.of(total) : new Float64Array()
}

export const projections: readonly Case[] = [project]
