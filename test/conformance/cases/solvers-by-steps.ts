import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, rank, seed } from '../support/sizes.js'
import { gramValues, type Kind, magnitudes, values } from '../support/values.js'

const solverKind = fc.constantFrom<Kind>('unit', 'zeros', 'wide', 'signed', 'tiny')
const sides = ['left', 'right', 'both', 'two terms'] as const
const SETS = [
  ['nonnegative', 'columns', []],
  ['simplex', 'columns', [1]],
  ['simplex', 'rows', [1]],
  ['none', 'columns', []],
  ['grouped-hoyer', 'rows', [0.4]],
] as const

const typical = { kind: 'signed', set: 0, steps: 4, tolerance: 0, signed: false, seed: 1 } as const

const drawn = {
  r: rank,
  n: fc.integer({ min: 1, max: 80 }),
  kind: solverKind,
  set: fc.integer({ min: 0, max: SETS.length - 1 }),
  steps: fc.integer({ min: 0, max: 8 }),
  seed,
  bits,
}

const sandwiches = defineCase('mu and pgd: every side, every kind of set', {
  always: [
    ...sides.flatMap((side) => SETS.map((_, set) => ({ r: 9, n: 23, side, ...typical, set }))),
    ...sides.map((side) => ({ r: 7, n: 40, side, ...typical, signed: true })),
    { r: 1, n: 1, side: 'left', ...typical },
    { r: 49, n: 300, side: 'left', ...typical },
    { r: 129, n: 140, side: 'right', ...typical, set: 2 },
    { r: 300, n: 33, side: 'left', ...typical },
  ],
  drawn: fc.record({ ...drawn, side: fc.constantFrom(...sides), signed: fc.boolean() }),
  runs: 60,
  problem: ({ r, n, side, kind, set, steps, signed, seed, bits }) => {
    const [projection, along, numbers] = SETS[set] as (typeof SETS)[number]
    const f = magnitudes(r * n, kind, seed, bits)
    const b = (signed ? values : magnitudes)(r * n, kind, seed + 1, bits)
    const [p, q] = [gramValues(r, seed + 2, bits), gramValues(n, seed + 3, bits)]
    return (memory) => {
      const { kernels } = memory
      const P = () => memory.matrix(r, r, p)
      const Q = () => memory.matrix(n, n, q)
      const terms = {
        left: [[P()], [0]],
        right: [[0], [Q()]],
        both: [[P()], [Q()]],
        'two terms': [
          [P(), 0],
          [0, Q()],
        ],
      }
      const [ps, qs] = terms[side].map((ids) => Uint32Array.from(ids)) as [Uint32Array, Uint32Array]
      const linear = memory.matrix(r, n, b)
      const [scaled, stepped] = [memory.matrix(r, n, f), memory.matrix(r, n, f)]
      kernels.mu(scaled, linear, ps, qs, steps)
      kernels.pgd(stepped, linear, ps, qs, projection, along, Float64Array.from(numbers), steps)
      return { mu: memory.read(scaled), pgd: memory.read(stepped) }
    }
  },
})

const admm = defineCase('admm: both sides, every kind of set, with a dual and without; muOrthogonal', {
  always: [
    ...SETS.map((_, set) => ({ r: 9, n: 23, ...typical, set })),
    { r: 1, n: 1, ...typical },
    { r: 49, n: 300, ...typical },
    { r: 129, n: 140, ...typical, set: 2 },
    { r: 300, n: 33, ...typical },
    { r: 20, n: 90, ...typical, steps: 60, tolerance: 1e-4 },
  ],
  drawn: fc.record({ ...drawn, tolerance: fc.constantFrom<number>(0, 1e-3) }),
  runs: 50,
  problem: ({ r, n, kind, set, steps, tolerance, seed, bits }) => {
    const [projection, along, numbers] = SETS[set] as (typeof SETS)[number]
    const f = magnitudes(r * n, kind, seed, bits)
    const b = values(r * n, kind, seed + 1, bits)
    const u = values(r * n, kind, seed + 3, bits)
    const gram = gramValues(r, seed + 2, bits)
    return (memory) => {
      const { kernels } = memory
      const parameters = Float64Array.from(numbers)
      const solve = (side: 'left' | 'right', dual: number) => {
        const [rows, cols] = side === 'left' ? [r, n] : [n, r]
        const [factor, linear] = [memory.matrix(rows, cols, f), memory.matrix(rows, cols, b)]
        const matrix = memory.matrix(r, r, gram)
        kernels.admm(factor, dual, linear, matrix, side, projection, along, parameters, steps, tolerance)
        return memory.read(factor)
      }
      const dual = memory.matrix(r, n, u)
      const factors = { left: solve('left', dual), right: solve('right', 0), dual: memory.read(dual) }
      const [rooted, plain] = [memory.matrix(r, n, f), memory.matrix(n, r, f)]
      kernels.muOrthogonal(rooted, memory.matrix(r, n, b), true, steps)
      kernels.muOrthogonal(plain, memory.matrix(n, r, b), false, steps)
      return { ...factors, rooted: memory.read(rooted), plain: memory.read(plain) }
    }
  },
})

export const solversBySteps: readonly Case[] = [sandwiches, admm]
