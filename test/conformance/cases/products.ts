import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { BEYOND_A_BLOCK, bits, inner, kind, order, rank, scale, seed } from '../support/sizes.js'
import { values } from '../support/values.js'

const plain = { kind: 'signed', seed: 1, alpha: 1, beta: 0 } as const
const TRANSPOSITIONS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const

const gemm = defineCase('gemm, all transpositions', {
  always: [
    { m: 1, n: 1, k: 1, ...plain },
    { m: 1, n: 300, k: 40, ...plain },
    { m: 300, n: 1, k: 40, ...plain },
    { m: 1, n: 1, k: 5000, ...plain },
    { m: 300, n: 310, k: 1, ...plain },
    { m: 211, n: 197, k: 300, ...plain, alpha: -2.7, beta: 0.3 },
    { m: 129, n: 129, k: 129, ...plain, beta: 1 },
    ...BEYOND_A_BLOCK.map((k, i) => ({ m: 3 + i, n: 7 - i, k, ...plain, alpha: 0.5, beta: -1 })),
    { m: 12, n: 16, k: 16_384 + 300, ...plain, kind: 'wide' },
    { m: 9, n: 13, k: 700, ...plain, kind: 'tiny' },
    { m: 9, n: 13, k: 700, ...plain, kind: 'huge' },
  ],
  drawn: fc.record({ m: order, n: order, k: inner, kind, seed, alpha: scale, beta: scale, bits }),
  runs: 80,
  problem: ({ m, n, k, kind, seed, alpha, beta, bits }) => {
    const [a, b] = [values(m * k, kind, seed, bits), values(k * n, kind, seed + 1, bits)]
    const start = values(m * n, kind, seed + 2, bits)
    return (memory) => {
      const results = TRANSPOSITIONS.map(([transA, transB]) => {
        const c = memory.matrix(m, n, start)
        const left = transA ? memory.matrix(k, m, a) : memory.matrix(m, k, a)
        const right = transB ? memory.matrix(n, k, b) : memory.matrix(k, n, b)
        memory.kernels.gemm(c, transA, transB, alpha, left, right, beta)
        return [`${transA ? 'Aᵀ' : 'A'}${transB ? 'Bᵀ' : 'B'}`, memory.read(c)] as const
      })
      return Object.fromEntries(results)
    }
  },
})

const gram = defineCase('gram, both sides', {
  always: [
    { r: 1, k: 1, ...plain },
    { r: 129, k: 300, ...plain, beta: 0.3 },
    { r: 1, k: 16_384 + 300, ...plain },
    { r: 7, k: 16_384 + 300, ...plain, alpha: -2.7 },
    { r: 5, k: 2 * 16_384 + 257, ...plain },
    { r: 301, k: 33, ...plain },
  ],
  drawn: fc.record({ r: rank, k: inner, kind, seed, alpha: scale, beta: scale, bits }),
  runs: 40,
  problem: ({ r, k, kind, seed, alpha, beta, bits }) => {
    const a = values(r * k, kind, seed, bits)
    const start = symmetric(r, values(r * r, kind, seed + 1, bits))
    return (memory) => {
      const { kernels } = memory
      const [left, right] = [memory.matrix(r, r, start), memory.matrix(r, r, start)]
      kernels.gram(left, memory.matrix(r, k, a), false, alpha, beta)
      kernels.gram(right, memory.matrix(k, r, a), true, alpha, beta)
      return { 'A Aᵀ': memory.read(left), 'Aᵀ A': memory.read(right) }
    }
  },
})

const residual = defineCase('residualSquared', {
  always: [
    { m: 1, n: 1, k: 1, ...plain },
    { m: 1, n: 700, k: 5, ...plain },
    { m: 700, n: 1, k: 5, ...plain },
    { m: 3, n: 16_384 + 300, k: 2, ...plain },
    { m: 16_384 + 300, n: 3, k: 2, ...plain },
    { m: 2, n: 3, k: 16_384 + 300, ...plain },
    { m: 240, n: 2000, k: 36, ...plain },
  ],
  drawn: fc.record({ m: order, n: inner, k: rank, kind, seed, bits }),
  runs: 30,
  problem: ({ m, n, k, kind, seed, bits }) => {
    const [a, b] = [values(m * k, kind, seed, bits), values(k * n, kind, seed + 1, bits)]
    const s = values(m * n, kind, seed + 2, bits)
    return (memory) => ({
      squared: memory.kernels.residualSquared(memory.matrix(m, n, s), memory.matrix(m, k, a), memory.matrix(k, n, b)),
    })
  },
})

function symmetric(r: number, numbers: Float64Array): Float64Array {
  return numbers.map((_, at) => {
    const [i, j] = [Math.floor(at / r), at % r]
    return numbers[Math.max(i, j) * r + Math.min(i, j)] as number
  })
}

export const products: readonly Case[] = [gemm, gram, residual]
