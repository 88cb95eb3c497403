import fc from 'fast-check'
import type { OrderName, StepName } from '../../../packages/deepmf/src/backend/kernels/solvers.js'
import { type Case, defineCase } from '../support/conform.js'
import { bits, rank, seed } from '../support/sizes.js'
import { gramValues, type Kind, magnitudes, values } from '../support/values.js'
import { solversBySteps } from './solvers-by-steps.js'
import { exactSolvers } from './solvers-exact.js'

/** Which operators a term has: on the left, on the right, on both sides, none (the identity). */
const TERMS = {
  left: ['p'],
  right: ['q'],
  both: ['pq'],
  identity: ['1'],
  'left + left': ['p', 'p'],
  'right + right': ['q', 'q'],
  'left + identity': ['p', '1'],
  'right + identity': ['q', '1'],
  'left + right': ['p', 'q'],
  'both + both + identity': ['pq', 'pq', '1'],
} as const
type TermsName = keyof typeof TERMS
const TERM_NAMES = Object.keys(TERMS) as TermsName[]

const SETS = [
  ['none', 'columns'],
  ['nonnegative', 'columns'],
  ['simplex', 'columns'],
  ['simplex', 'rows'],
  ['sum-at-most', 'columns'],
  ['sum-at-most', 'rows'],
] as const

const SUMMED: readonly string[] = ['simplex', 'sum-at-most']

const typical = { kind: 'zeros', steps: 10, step: 'lipschitz', seed: 1 } as const
const solverKind = fc.constantFrom<Kind>('unit', 'zeros', 'wide', 'signed', 'tiny')

const fpgd = defineCase('fpgd: every form of terms, every set', {
  always: [
    ...TERM_NAMES.flatMap((terms) => SETS.map((_, set) => ({ r: 9, n: 23, terms, set, ...typical }))),
    ...TERM_NAMES.map((terms) => ({ r: 1, n: 1, terms, set: 1, ...typical })),
    { r: 129, n: 140, terms: 'left', set: 1, ...typical, steps: 3 },
    { r: 129, n: 140, terms: 'right', set: 3, ...typical, steps: 3 },
    { r: 100, n: 400, terms: 'left', set: 2, ...typical, steps: 4 },
    { r: 49, n: 361, terms: 'left', set: 1, ...typical },
    { r: 300, n: 33, terms: 'right', set: 1, ...typical, steps: 4 },
    { r: 65, n: 67, terms: 'both + both + identity', set: 4, ...typical, steps: 5 },
    { r: 12, n: 1, terms: 'left', set: 2, ...typical },
    { r: 1, n: 60, terms: 'right', set: 3, ...typical },
    { r: 8, n: 20, terms: 'left', set: 1, ...typical, steps: 0 },
    { r: 8, n: 20, terms: 'left', set: 1, ...typical, steps: 300 },
    { r: 49, n: 361, terms: 'left', set: 1, ...typical, step: 'backtracking' },
    { r: 30, n: 67, terms: 'right', set: 3, ...typical, step: 'backtracking' },
    { r: 12, n: 20, terms: 'both + both + identity', set: 4, ...typical, step: 'backtracking' },
  ],
  drawn: fc.record({
    r: rank,
    n: fc.integer({ min: 1, max: 70 }),
    terms: fc.constantFrom(...TERM_NAMES),
    set: fc.integer({ min: 0, max: SETS.length - 1 }),
    kind: solverKind,
    steps: fc.integer({ min: 0, max: 12 }),
    step: fc.constantFrom<StepName>('lipschitz', 'backtracking'),
    seed,
    bits,
  }),
  runs: 120,
  problem: ({ r, n, terms, set, kind, steps, step, seed, bits }) => {
    const [projection, along] = SETS[set] as (typeof SETS)[number]
    const f = magnitudes(r * n, kind, seed, bits)
    const b = values(r * n, kind, seed + 1, bits)
    const [p, q] = [gramValues(r, seed + 2, bits), gramValues(n, seed + 3, bits)]
    return (memory) => {
      const operator = (has: string, order: number, numbers: Float64Array) =>
        TERMS[terms].map((term) => (term.includes(has) ? memory.matrix(order, order, numbers) : 0))
      const [ps, qs] = [operator('p', r, p), operator('q', n, q)].map((ids) => Uint32Array.from(ids))
      const factor = memory.matrix(r, n, f)
      const objective = memory.kernels.fpgd(
        factor,
        memory.matrix(r, n, b),
        ps as Uint32Array,
        qs as Uint32Array,
        projection,
        along,
        Float64Array.from(SUMMED.includes(projection) ? [1] : []),
        steps,
        0.05,
        step,
      )
      return { factor: memory.read(factor), objective }
    }
  },
})

const sweeps = { kind: 'zeros', sweeps: 4, delta: 0, order: 'cyclic', vanishing: false, seed: 1 } as const

const hals = defineCase('hals: both sides, with a sign and without', {
  always: [
    { r: 1, n: 1, ...sweeps },
    { r: 1, n: 200, ...sweeps },
    { r: 40, n: 1, ...sweeps },
    { r: 129, n: 150, ...sweeps, sweeps: 2 },
    { r: 49, n: 500, ...sweeps },
    { r: 10, n: 40, ...sweeps, vanishing: true },
    { r: 5, n: 40, ...sweeps, sweeps: 0 },
    { r: 25, n: 700, ...sweeps, sweeps: 30, delta: 0.1 },
    { r: 300, n: 50, ...sweeps, sweeps: 5, delta: 0.05 },
    { r: 49, n: 300, ...sweeps, order: 'random' },
    { r: 17, n: 90, ...sweeps, sweeps: 12, delta: 0.1, order: 'random' },
  ],
  drawn: fc.record({
    r: rank,
    n: fc.integer({ min: 1, max: 90 }),
    kind: solverKind,
    sweeps: fc.integer({ min: 0, max: 5 }),
    delta: fc.constantFrom<number>(0, 0.01, 0.3),
    order: fc.constantFrom<OrderName>('cyclic', 'random'),
    vanishing: fc.boolean(),
    seed,
    bits,
  }),
  runs: 80,
  problem: ({ r, n, kind, sweeps, delta, order, vanishing, seed, bits }) => {
    const f = magnitudes(r * n, kind, seed, bits)
    const b = values(r * n, kind, seed + 1, bits)
    const gram = gramValues(r, seed + 2, bits)
    if (vanishing) clear(gram, r, Math.floor(r / 2))
    return (memory) => {
      const solve = (side: 'left' | 'right', nonnegative: boolean) => {
        const [rows, cols] = side === 'left' ? [r, n] : [n, r]
        const [factor, linear] = [memory.matrix(rows, cols, f), memory.matrix(rows, cols, b)]
        const matrix = memory.matrix(r, r, gram)
        memory.kernels.hals(factor, linear, matrix, side, nonnegative, sweeps, delta, order, seed, 3)
        return memory.read(factor)
      }
      return {
        left: solve('left', true),
        right: solve('right', true),
        'left, any sign': solve('left', false),
        'right, any sign': solve('right', false),
      }
    }
  },
})

/** A feature that has vanished: its row and column of the Gram matrix are zero. */
function clear(gram: Float64Array, r: number, index: number): void {
  for (let i = 0; i < r; i++) {
    gram[i * r + index] = 0
    gram[index * r + i] = 0
  }
}

export const solvers: readonly Case[] = [fpgd, hals, ...exactSolvers, ...solversBySteps]
