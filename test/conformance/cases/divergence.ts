import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import type { Memory } from '../support/memory.js'
import { bits, order, rank, seed } from '../support/sizes.js'
import { type Kind, magnitudes } from '../support/values.js'

const BETAS = [1, 0, 2, 0.5, 3, -1] as const
type Method = 'multiplicative' | 'newton'
/** No weights, a weight for each cell, weights for some cells of sparse data, or its stored cells. */
type Weighing = 'none' | 'dense' | 'sparse' | 'stored'

const kinds = fc.constantFrom<Kind>('unit', 'zeros', 'wide')
const typical = {
  kind: 'zeros',
  beta: 1,
  method: 'newton',
  weights: 'none',
  sparse: false,
  l1: 0,
  passes: 2,
  seed: 1,
} as const

/** Entries one after another, as many as are not zero. */
function sparseMatrix(memory: Memory, m: number, n: number, numbers: Float64Array): number {
  const { kernels, bits } = memory
  const entries = [...numbers.keys()].filter((at) => numbers[at] !== 0)
  const x = memory.own(kernels.sparseAllocate(m, n, entries.length, bits, 'entries'))
  const rows = Uint32Array.from(entries, (at) => Math.floor(at / n))
  const columns = Uint32Array.from(entries, (at) => at % n)
  const values = Float64Array.from(entries, (at) => numbers[at] as number)
  if (bits === 64) kernels.sparseAppendEntries64(x, rows, columns, values)
  else kernels.sparseAppendEntries32(x, rows, columns, Float32Array.from(values))
  kernels.sparseFinish(x)
  return x
}

const factors = defineCase('divergences: both factors and the value, dense and sparse, with weights of every kind', {
  always: [
    { m: 1, n: 1, r: 1, ...typical },
    { m: 300, n: 70, r: 13, ...typical, kind: 'unit' },
    { m: 300, n: 70, r: 13, ...typical, weights: 'dense' },
    { m: 70, n: 600, r: 5, ...typical, beta: 2, weights: 'dense', l1: 0.4, passes: 3 },
    { m: 16_500, n: 3, r: 2, ...typical },
    { m: 3, n: 33_000, r: 2, ...typical, beta: 0, method: 'multiplicative', kind: 'unit' },
    { m: 700, n: 40, r: 9, ...typical, sparse: true },
    { m: 40, n: 700, r: 9, ...typical, sparse: true, method: 'multiplicative' },
    { m: 16_500, n: 9, r: 3, ...typical, sparse: true },
    { m: 60, n: 90, r: 6, ...typical, sparse: true, weights: 'dense' },
    { m: 60, n: 90, r: 6, ...typical, sparse: true, beta: 1.5, method: 'multiplicative' },
    { m: 700, n: 40, r: 9, ...typical, sparse: true, weights: 'stored', l1: 0.4 },
    { m: 700, n: 40, r: 9, ...typical, sparse: true, weights: 'sparse', beta: 2, passes: 3 },
    { m: 40, n: 700, r: 9, ...typical, sparse: true, weights: 'sparse', beta: 0, method: 'multiplicative' },
    { m: 16_500, n: 9, r: 3, ...typical, sparse: true, weights: 'stored', beta: 2 },
    { m: 300, n: 300, r: 270, ...typical, kind: 'unit' },
    ...BETAS.map((beta) => ({
      m: 30,
      n: 50,
      r: 4,
      ...typical,
      method: 'multiplicative' as const,
      kind: 'unit' as const,
      beta,
    })),
  ],
  drawn: fc.record({
    m: order,
    n: order,
    r: rank,
    kind: kinds,
    beta: fc.constantFrom<number>(...BETAS),
    method: fc.constantFrom<Method>('multiplicative', 'newton'),
    weights: fc.constantFrom<Weighing>('none', 'dense', 'sparse', 'stored'),
    sparse: fc.boolean(),
    l1: fc.constantFrom(0, 0.4),
    passes: fc.integer({ min: 0, max: 4 }),
    seed,
    bits,
  }),
  runs: 60,
  problem: ({ m, n, r, kind, beta, method, weights, sparse, l1, passes, seed, bits }) => {
    const numbers = magnitudes(m * n, kind, seed, bits)
    const w = magnitudes(m * r, 'unit', seed + 1, bits)
    const h = magnitudes(r * n, 'unit', seed + 2, bits)
    const weighed = magnitudes(m * n, 'zeros', seed + 3, bits)
    const how = beta === 1 || beta === 2 ? method : 'multiplicative'
    const exponent = beta < 1 ? 1 / (2 - beta) : beta > 2 ? 1 / (beta - 1) : 1
    // Dense data have no cells that are not stored.
    const weighing = sparse || weights === 'none' ? weights : 'dense'
    const cells = weighing === 'stored' ? 'stored' : 'all'
    return (memory) => {
      const { kernels } = memory
      const x = sparse ? sparseMatrix(memory, m, n, numbers) : memory.matrix(m, n, numbers)
      const m0 =
        weighing === 'dense'
          ? memory.matrix(m, n, weighed)
          : weighing === 'sparse'
            ? sparseMatrix(memory, m, n, weighed)
            : 0
      const [left, right] = [memory.matrix(m, r, w), memory.matrix(r, n, h)]
      const before = kernels.betaDivergence(x, left, right, m0, cells, beta, 1e-9)
      const update = (f: number, other: number, side: 'left' | 'right') =>
        kernels.divergenceUpdate(f, other, x, m0, cells, side, beta, 1e-9, exponent, l1, how, passes)
      const kept = [update(left, right, 'left'), update(right, left, 'right')]
      const after = kernels.betaDivergence(x, left, right, m0, cells, beta, 1e-9)
      const other = memory.matrix(m, n, weighed)
      const between = kernels.betaDivergence(x, other, 0, m0, cells, beta, 1e-9)
      return {
        before,
        kept0: kept[0] as number,
        kept1: kept[1] as number,
        after,
        between,
        w: memory.read(left),
        h: memory.read(right),
      }
    }
  },
})

export const divergence: Case[] = [factors]
