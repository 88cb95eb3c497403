import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import type { Memory } from '../support/memory.js'
import { bits, seed } from '../support/sizes.js'
import { gramValues, values } from '../support/values.js'
import { entriesOf, sparseIn } from './sparse.js'

// Orders that meet the ends of lanes, panels and blocks, or lie just beside them.
const ORDERS = [1, 2, 3, 10, 64, 65, 129]
const few = fc.integer({ min: 1, max: 34 })

const square = (orders: readonly number[]) => orders.map((r) => ({ r, seed: 1 }))

/** Positive definite, with a wide spectrum. */
const definite = (r: number, seed: number, bits: 64 | 32) =>
  gramValues(r, seed, bits).map((value, at) => (at % (r + 1) === 0 ? value + 0.5 : value))

const choleskyFamily = defineCase('cholesky, choleskySolve, inverseDefinite, logDeterminant', {
  always: square([...ORDERS, 300]),
  drawn: fc.record({ r: few, seed, bits }),
  runs: 20,
  problem: ({ r, seed, bits }) => {
    const a = definite(r, seed, bits)
    const b = values(r * 21, 'signed', seed + 1, bits)
    return (memory) => {
      const { kernels } = memory
      const matrix = memory.matrix(r, r, a)
      const [l, inverse, x] = [memory.zeros(r, r), memory.zeros(r, r), memory.matrix(r, 21, b)]
      kernels.cholesky(l, matrix)
      kernels.choleskySolve(x, l)
      kernels.inverseDefinite(inverse, matrix)
      return {
        l: memory.read(l),
        x: memory.read(x),
        inverse: memory.read(inverse),
        logDeterminant: kernels.logDeterminant(matrix),
      }
    }
  },
})

const eigen = defineCase('symmetricEigen', {
  always: square([...ORDERS, 200]),
  drawn: fc.record({ r: few, seed, bits }),
  runs: 20,
  problem: ({ r, seed, bits }) => {
    const a = gramValues(r, seed, bits).map((value, at) => (at % (r + 1) === 0 ? -value : value))
    return (memory) => {
      const [eigenvalues, vectors] = [memory.zeros(1, r), memory.zeros(r, r)]
      memory.kernels.symmetricEigen(eigenvalues, vectors, memory.matrix(r, r, a))
      return { values: memory.read(eigenvalues), vectors: memory.read(vectors) }
    }
  },
})

const general = defineCase('inverse, solveGeneral', {
  always: square([...ORDERS, 300]),
  drawn: fc.record({ r: few, seed, bits }),
  runs: 20,
  problem: ({ r, seed, bits }) => {
    // A strong diagonal, moved one column on: nothing is singular, and every row is swapped.
    const a = values(r * r, 'signed', seed, bits).map((value, at) =>
      at % r === (Math.floor(at / r) + 1) % r ? value + 2 * r : value,
    )
    const b = values(r * 5, 'signed', seed + 1, bits)
    return (memory) => {
      const matrix = memory.matrix(r, r, a)
      const [inverse, x] = [memory.zeros(r, r), memory.matrix(r, 5, b)]
      memory.kernels.inverse(inverse, matrix)
      memory.kernels.solveGeneral(x, matrix)
      return { inverse: memory.read(inverse), x: memory.read(x) }
    }
  },
})

/** Every decomposition of a matrix of any shape. */
function decompositions(memory: Memory, m: number, n: number, a: number, b: number, threshold: number) {
  const { kernels } = memory
  const k = Math.min(m, n)
  const [u, sigma, v] = [memory.zeros(m, k), memory.zeros(k, 1), memory.zeros(n, k)]
  kernels.svd(u, sigma, v, a)
  const alone = memory.zeros(1, k)
  kernels.singularValues(alone, a)
  const [q, r] = [memory.zeros(m, k), memory.zeros(k, n)]
  kernels.qr(q, r, a)
  const [inverse, x] = [memory.zeros(n, m), memory.zeros(n, 3)]
  const rank = kernels.pseudoInverse(inverse, a, -1)
  kernels.leastSquares(x, a, b, -1)
  const shrunk = memory.zeros(m, n)
  kernels.copy(shrunk, a)
  const left = kernels.shrinkSingularValues(shrunk, threshold)
  return {
    u: memory.read(u),
    sigma: memory.read(sigma),
    v: memory.read(v),
    alone: memory.read(alone),
    q: memory.read(q),
    r: memory.read(r),
    rank,
    inverse: memory.read(inverse),
    x: memory.read(x),
    left,
    shrunk: memory.read(shrunk),
  }
}

const anyShape = defineCase('svd, singularValues, qr, pseudoInverse, leastSquares, shrinkSingularValues', {
  always: [
    ...ORDERS.map((r) => ({ m: r, n: r, rank: r, seed: 1 })),
    { m: 1, n: 40, rank: 1, seed: 1 },
    { m: 40, n: 1, rank: 1, seed: 1 },
    { m: 300, n: 33, rank: 33, seed: 1 },
    { m: 33, n: 300, rank: 20, seed: 1 },
    { m: 65, n: 64, rank: 7, seed: 1 },
  ],
  drawn: fc.record({ m: few, n: few, rank: few, seed, bits }),
  runs: 25,
  problem: ({ m, n, rank, seed, bits }) => {
    const [left, right] = [values(m * rank, 'zeros', seed, bits), values(rank * n, 'signed', seed + 1, bits)]
    const b = values(m * 3, 'signed', seed + 2, bits)
    return (memory) => {
      const a = memory.zeros(m, n)
      memory.kernels.gemm(a, false, false, 1, memory.matrix(m, rank, left), memory.matrix(rank, n, right), 0)
      return decompositions(memory, m, n, a, memory.matrix(m, 3, b), 1)
    }
  },
})

const truncated = defineCase('truncatedSvd, sparseTruncatedSvd', {
  always: [
    { m: 1, n: 1, rank: 1, oversampling: 0, iterations: 0, seed: 1 },
    { m: 600, n: 90, rank: 12, oversampling: 10, iterations: 3, seed: 2 ** 53 - 1 },
    { m: 90, n: 600, rank: 40, oversampling: 5, iterations: 2, seed: 3 },
  ],
  drawn: fc
    .record({
      m: few,
      n: few,
      rank: few,
      oversampling: fc.integer({ min: 0, max: 12 }),
      iterations: fc.integer({ min: 0, max: 4 }),
      seed: fc.maxSafeNat(),
      bits,
    })
    .map((p) => ({ ...p, rank: Math.min(p.m, p.n, p.rank) })),
  runs: 20,
  problem: ({ m, n, rank, oversampling, iterations, seed, bits }) => {
    const a = values(m * n, 'zeros', seed % 1000, bits)
    const entries = entriesOf(m, n, 0.3, 'signed', seed % 1000, bits)
    return (memory) => {
      const [u, sigma, v] = [memory.zeros(m, rank), memory.zeros(1, rank), memory.zeros(n, rank)]
      const read = () => [u, sigma, v].map((part) => memory.read(part))
      memory.kernels.truncatedSvd(u, sigma, v, memory.matrix(m, n, a), oversampling, iterations, seed, 5)
      const dense = read()
      const x = sparseIn(memory, m, n, entries)
      memory.kernels.sparseTruncatedSvd(u, sigma, v, x, oversampling, iterations, seed, 5)
      return Object.fromEntries([...dense, ...read()].map((part, i) => [`part ${i}`, part]))
    }
  },
})

const spectralNorm = defineCase('spectralNorm', {
  always: [
    { r: 1, definite: true, seed: 1 },
    { r: 2, definite: false, seed: 1 },
    { r: 129, definite: true, seed: 1 },
    { r: 130, definite: false, seed: 1 },
    { r: 300, definite: true, seed: 1 },
  ],
  drawn: fc.record({ r: fc.integer({ min: 1, max: 129 }), definite: fc.boolean(), seed, bits }),
  runs: 30,
  problem: ({ r, definite, seed, bits }) => {
    const gram = gramValues(r, seed, bits)
    // Taking twice the diagonal away leaves eigenvalues of both signs.
    const matrix = definite ? gram : gram.map((value, at) => (at % (r + 1) === 0 ? -value : value))
    return (memory) => ({ norm: memory.kernels.spectralNorm(memory.matrix(r, r, matrix)) })
  },
})

export const small: readonly Case[] = [spectralNorm, choleskyFamily, eigen, general, anyShape, truncated]
