import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, kind, order, seed } from '../support/sizes.js'
import { values } from '../support/values.js'

const drawn = fc.record({ m: order, n: order, kind, seed, bits })

const transfer = defineCase('upload, download, copy, allocate, release', {
  always: [
    { m: 1, n: 1, kind: 'zeros', seed: 1 },
    { m: 1, n: 20_001, kind: 'wide', seed: 2 },
    { m: 20_001, n: 1, kind: 'tiny', seed: 3 },
  ],
  drawn,
  runs: 20,
  problem: ({ m, n, kind, seed, bits }) => {
    const numbers = values(m * n, kind, seed, bits)
    return (memory) => {
      const { kernels } = memory
      const [matrices, bytes] = [kernels.liveMatrices(), kernels.liveBytes()]
      const source = memory.matrix(m, n, numbers)
      const copy = memory.zeros(m, n)
      const fresh = memory.read(copy)
      kernels.copy(copy, source)
      const taken = { matrices: kernels.liveMatrices() - matrices, bytes: kernels.liveBytes() - bytes }
      return { fresh, source: memory.read(source), copy: memory.read(copy), ...taken }
    }
  },
})

const released = defineCase('what is released is gone', {
  always: [{ m: 3, n: 5 }],
  drawn: fc.record({ m: order, n: order, bits }),
  runs: 3,
  problem:
    ({ m, n, bits }) =>
    ({ kernels }) => {
      const [matrices, bytes] = [kernels.liveMatrices(), kernels.liveBytes()]
      const id = kernels.allocate(m, n, bits)
      kernels.release(id)
      let message = 'no error'
      try {
        kernels.sum(id)
      } catch (error) {
        message = (error as Error).message.replace(String(id), 'ID')
      }
      return { message, matrices: kernels.liveMatrices() - matrices, bytes: kernels.liveBytes() - bytes }
    },
})

export const memory: readonly Case[] = [transfer, released]
