import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, kind, rank, seed } from '../support/sizes.js'
import { values } from '../support/values.js'

const length = fc.integer({ min: 1, max: 40 })
const plain = { kind: 'signed', seed: 1 } as const

const products = defineCase('khatriRao, contractColumns, unfold', {
  always: [
    { m: 1, n: 1, r: 1, ...plain },
    { m: 7, n: 300, r: 21, ...plain },
    { m: 300, n: 7, r: 5, ...plain },
    { m: 16_384 + 300, n: 2, r: 3, ...plain },
    { m: 2 * 16_384 + 257, n: 1, r: 6, ...plain, kind: 'wide' },
    { m: 40, n: 30, r: 17, ...plain, kind: 'zeros' },
  ],
  drawn: fc.record({ m: length, n: length, r: rank, kind, seed, bits }),
  runs: 40,
  problem: ({ m, n, r, kind, seed, bits }) => {
    const [a, b] = [values(m * r, kind, seed, bits), values(n * r, kind, seed + 1, bits)]
    const y = values(m * n * r, kind, seed + 2, bits)
    return (memory) => {
      const { kernels } = memory
      const both = memory.zeros(m * n, r)
      const [z, partner] = [memory.matrix(m, r, a), memory.matrix(n, r, b)]
      kernels.khatriRao(both, z, partner)
      const tensor = memory.matrix(m * n, r, y)
      const [leading, trailing] = [memory.zeros(n, r), memory.zeros(n, r)]
      kernels.contractColumns(leading, tensor, z, true)
      kernels.contractColumns(trailing, tensor, z, false)
      const [first, inner, last] = [memory.zeros(m, n * r), memory.zeros(n, m * r), memory.zeros(r, m * n)]
      kernels.unfold(first, tensor, 1, n * r)
      kernels.unfold(inner, tensor, m, r)
      kernels.unfold(last, tensor, m * n, 1)
      const read = Object.entries({ both, leading, trailing, first, inner, last })
      return Object.fromEntries(read.map(([name, id]) => [name, memory.read(id)]))
    }
  },
})

export const tensor: readonly Case[] = [products]
