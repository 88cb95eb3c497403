import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, kind, order, scale, seed } from '../support/sizes.js'
import { type Kind, magnitudes, values } from '../support/values.js'

interface Elementwise {
  m: number
  n: number
  kind: Kind
  seed: number
  alpha: number
  beta: number
}

const drawn = fc.record({ m: order, n: order, kind, seed, bits, alpha: scale, beta: scale })
const plain = { kind: 'signed', seed: 1, alpha: 0.3, beta: -2.7 } as const

/** Shapes at the edges, and one that is large enough for threads. */
const always: readonly Elementwise[] = [
  { m: 1, n: 1, ...plain },
  { m: 1, n: 257, ...plain },
  { m: 257, n: 1, ...plain },
  { m: 300, n: 331, ...plain },
  { m: 17, n: 19, ...plain, kind: 'zeros' },
]

const shapes = defineCase('transpose, fill, addDiagonal', {
  always,
  drawn,
  runs: 25,
  problem: ({ m, n, kind, seed, bits, alpha }) => {
    const numbers = values(m * n, kind, seed, bits)
    const square = values(m * m, kind, seed + 1, bits)
    return (memory) => {
      const { kernels } = memory
      const transposed = memory.zeros(n, m)
      kernels.transpose(transposed, memory.matrix(m, n, numbers))
      const filled = memory.zeros(m, n)
      kernels.fill(filled, alpha)
      const shifted = memory.matrix(m, m, square)
      kernels.addDiagonal(shifted, alpha)
      return { transposed: memory.read(transposed), filled: memory.read(filled), shifted: memory.read(shifted) }
    }
  },
})

const linear = defineCase('axpby, hadamard, scaleRows, scaleColumns', {
  always,
  drawn,
  runs: 40,
  problem: ({ m, n, kind, seed, bits, alpha, beta }) => {
    const [x, y] = [values(m * n, kind, seed, bits), values(m * n, kind, seed + 1, bits)]
    const [d, e] = [values(m, 'signed', seed + 2, bits), values(n, 'zeros', seed + 3, bits)]
    return (memory) => {
      const { kernels } = memory
      const sum = memory.matrix(m, n, y)
      kernels.axpby(sum, alpha, memory.matrix(m, n, x), beta)
      const product = memory.matrix(m, n, y)
      kernels.hadamard(product, memory.matrix(m, n, x))
      const byRows = memory.matrix(m, n, x)
      kernels.scaleRows(byRows, memory.matrix(m, 1, d))
      const byColumns = memory.matrix(m, n, x)
      kernels.scaleColumns(byColumns, memory.matrix(1, n, e))
      const [inSum, inProduct] = [memory.read(sum), memory.read(product)]
      return { sum: inSum, product: inProduct, byRows: memory.read(byRows), byColumns: memory.read(byColumns) }
    }
  },
})

/** Arguments for all four functions: from far below 1 to where exp overflows, 0 among them. */
const elementary = defineCase('elementary, power', {
  always,
  drawn,
  runs: 25,
  problem: ({ m, n, kind, seed, bits, alpha }) => {
    const positive = magnitudes(m * n, kind, seed, bits)
    const signed = values(m * n, 'wide', seed + 1, bits).map((value) => value / 16)
    return (memory) => {
      const { kernels } = memory
      const [p, s] = [memory.matrix(m, n, positive), memory.matrix(m, n, signed)]
      const out = memory.zeros(m, n)
      const apply = (name: 'exp' | 'log' | 'tanh' | 'sqrt', source: number) => {
        kernels.elementary(out, source, name)
        return memory.read(out)
      }
      const results = { exp: apply('exp', s), log: apply('log', p), tanh: apply('tanh', s), sqrt: apply('sqrt', p) }
      kernels.power(out, p, alpha)
      const power = memory.read(out)
      kernels.power(p, p, 2.5)
      return { ...results, power, inPlace: memory.read(p) }
    }
  },
})

export const elementwise: readonly Case[] = [shapes, linear, elementary]
