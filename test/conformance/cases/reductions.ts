import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { BEYOND_A_BLOCK, bits, inner, kind, order, seed } from '../support/sizes.js'
import { values } from '../support/values.js'

const plain = { kind: 'signed', seed: 1 } as const
const drawn = fc.record({ m: order, n: inner, turned: fc.boolean(), kind, seed, bits })

const always = [
  { m: 1, n: 1, turned: false, ...plain },
  { m: 301, n: 400, turned: false, ...plain },
  ...BEYOND_A_BLOCK.flatMap((n, i) => [
    { m: 1 + i, n, turned: false, ...plain },
    { m: 1 + i, n, turned: true, ...plain },
  ]),
]

const numbers = defineCase('sum, normSquared, inner, distanceSquared', {
  always,
  drawn,
  runs: 40,
  problem: ({ m, n, kind, seed, bits }) => {
    const [x, y] = [values(m * n, kind, seed, bits), values(m * n, kind, seed + 1, bits)]
    return (memory) => {
      const { kernels } = memory
      const [a, b] = [memory.matrix(m, n, x), memory.matrix(m, n, y)]
      return {
        sum: kernels.sum(a),
        normSquared: kernels.normSquared(a),
        inner: kernels.inner(a, b),
        distanceSquared: kernels.distanceSquared(a, b),
      }
    }
  },
})

const vectors = defineCase('rowSums, columnSums, rowNormsSquared, columnNormsSquared', {
  always,
  drawn,
  runs: 40,
  problem: ({ m, n, turned, kind, seed, bits }) => {
    const [rows, cols] = turned ? [n, m] : [m, n]
    const x = values(m * n, kind, seed, bits)
    return (memory) => {
      const { kernels } = memory
      const a = memory.matrix(rows, cols, x)
      const [row, column] = [memory.zeros(rows, 1), memory.zeros(1, cols)]
      const into = (dst: number, kernel: (dst: number, a: number) => void) => {
        kernel(dst, a)
        return memory.read(dst)
      }
      return {
        rowSums: into(row, kernels.rowSums),
        columnSums: into(column, kernels.columnSums),
        rowNormsSquared: into(row, kernels.rowNormsSquared),
        columnNormsSquared: into(column, kernels.columnNormsSquared),
      }
    }
  },
})

export const reductions: readonly Case[] = [numbers, vectors]
