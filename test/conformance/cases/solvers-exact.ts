import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, rank, seed } from '../support/sizes.js'
import { gramValues, type Kind, magnitudes, values } from '../support/values.js'

const solverKind = fc.constantFrom<Kind>('unit', 'zeros', 'wide', 'signed', 'tiny')
const typical = { kind: 'signed', seed: 1 } as const

// Gram matrices of these values have a rank of 24 at most: beyond it pivots are dropped.
const bpp = defineCase('bpp and the closed form: both sides', {
  always: [
    { r: 1, n: 1, ...typical },
    { r: 1, n: 200, ...typical },
    { r: 24, n: 300, ...typical },
    { r: 49, n: 150, ...typical },
    { r: 70, n: 40, ...typical },
    { r: 12, n: 90, ...typical, kind: 'zeros' },
  ],
  drawn: fc.record({ r: rank, n: fc.integer({ min: 1, max: 90 }), kind: solverKind, seed, bits }),
  runs: 60,
  problem: ({ r, n, kind, seed, bits }) => {
    const f = magnitudes(r * n, kind, seed, bits)
    const gram = gramValues(r, seed + 2, bits)
    // As for data: what P cannot reach is no linear part of a block.
    const b = { left: reached(gram, r, n, values(r * n, kind, seed + 1, bits)), right: new Float64Array(r * n) }
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < n; j++) b.right[j * r + i] = b.left[i * n + j] as number
    }
    return (memory) => {
      const { kernels } = memory
      const solve = (side: 'left' | 'right') => {
        const [rows, cols] = side === 'left' ? [r, n] : [n, r]
        const [exact, free] = [memory.matrix(rows, cols, f), memory.zeros(rows, cols)]
        const [linear, matrix] = [memory.matrix(rows, cols, b[side]), memory.matrix(r, r, gram)]
        kernels.bpp(exact, linear, matrix, side)
        kernels.closedForm(free, linear, side === 'left' ? matrix : 0, side === 'left' ? 0 : matrix)
        return [memory.read(exact), memory.read(free)] as const
      }
      const [left, freeLeft] = solve('left')
      const [right, freeRight] = solve('right')
      return { left, right, 'closed form, left': freeLeft, 'closed form, right': freeRight }
    }
  },
})

const nnls = defineCase('nnls: tall, wide, and of low rank', {
  always: [
    { m: 1, r: 1, n: 1, ...typical },
    { m: 90, r: 30, n: 40, ...typical },
    { m: 20, r: 45, n: 30, ...typical },
    { m: 600, r: 17, n: 9, ...typical },
    { m: 30, r: 20, n: 20, kind: 'zeros', seed: 3 },
  ],
  drawn: fc.record({
    m: rank,
    r: fc.integer({ min: 1, max: 40 }),
    n: fc.integer({ min: 1, max: 40 }),
    kind: solverKind,
    seed,
    bits,
  }),
  runs: 40,
  problem: ({ m, r, n, kind, seed, bits }) => {
    const a = values(m * r, kind, seed, bits)
    const b = values(m * n, kind, seed + 1, bits)
    return (memory) => {
      const [x, residuals] = [memory.zeros(r, n), memory.zeros(1, n)]
      memory.kernels.nnls(x, residuals, memory.matrix(m, r, a), memory.matrix(m, n, b))
      return { x: memory.read(x), residuals: memory.read(residuals) }
    }
  },
})

/** P v. */
function reached(p: Float64Array, r: number, n: number, v: Float64Array): Float64Array {
  const b = new Float64Array(r * n)
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < r; k++) {
      const factor = p[i * r + k] as number
      for (let j = 0; j < n; j++) (b[i * n + j] as number) += factor * (v[k * n + j] as number)
    }
  }
  return b
}

export const exactSolvers: readonly Case[] = [bpp, nnls]
