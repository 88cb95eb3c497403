import type { Kernels } from 'deepmf'
import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, order, rank, seed } from '../support/sizes.js'
import { gramValues, type Kind, values } from '../support/values.js'

type Parameters<K extends keyof Kernels> = Kernels[K] extends (...args: infer P) => unknown ? P : never
type Projection = Parameters<'project'>[1]
type Penalty = Parameters<'proximal'>[1]

const ALONG = ['columns', 'rows'] as const

/** The numbers of every set, from one of [0, 1], for vectors of a length, `count` of them. */
const SETS: Readonly<Record<Projection, (size: number, length: number, count: number) => readonly number[]>> = {
  none: () => [],
  nonnegative: () => [],
  box: (size) => [-size, size / 3],
  binary: () => [],
  signs: () => [],
  simplex: (size) => [0.1 + 2 * size],
  'sum-at-most': (size) => [0.1 + 2 * size],
  'sum-within': (size) => [0.1 + size, 0.1 + 2 * size],
  'near-convex': (size, _, count) => Array.from({ length: count }, (_, j) => (size * (j % 5)) / 8),
  'l1-ball': (size) => [0.1 + 2 * size],
  'l2-ball': (size) => [0.1 + size],
  'nonnegative-l2-ball': (size) => [0.1 + size],
  'unit-l2': () => [],
  'nonnegative-unit-l2': () => [],
  'k-sparse': (size, length) => [1 + Math.floor(size * (length - 1))],
  'nonnegative-k-sparse': (size, length) => [1 + Math.floor(size * (length - 1))],
  hoyer: (size) => [size],
  'nonnegative-hoyer': (size) => [size],
  'grouped-hoyer': (size) => [size],
  'nonnegative-grouped-hoyer': (size) => [size],
  orthogonal: () => [],
  'doubly-stochastic': () => [],
}

const kind = fc.constantFrom<Kind>('unit', 'signed', 'zeros', 'tiny', 'wide')
const size = fc.constantFrom(0, 0.2, 0.45, 0.8, 1)

const project = defineCase('project: every set, along both directions', {
  always: [
    { m: 1, n: 1, kind: 'signed', seed: 1, size: 0.45 },
    { m: 1, n: 40, kind: 'signed', seed: 1, size: 0.45 },
    { m: 40, n: 1, kind: 'signed', seed: 1, size: 0.2 },
    { m: 129, n: 333, kind: 'signed', seed: 1, size: 0.45 },
    { m: 300, n: 331, kind: 'unit', seed: 1, size: 0.8 },
    { m: 20, n: 30, kind: 'zeros', seed: 2, size: 0.45 },
    { m: 20, n: 30, kind: 'tiny', seed: 2, size: 0.45 },
    { m: 20, n: 30, kind: 'wide', seed: 2, size: 0.2 },
    { m: 61, n: 61, kind: 'signed', seed: 3, size: 0.45 },
    { m: 16_700, n: 3, kind: 'signed', seed: 4, size: 0.45 },
  ],
  drawn: fc.record({ m: rank, n: order, kind, seed, size, bits }),
  runs: 30,
  problem: ({ m, n, kind, seed, size, bits }) => {
    const start = values(m * n, kind, seed, bits)
    const square = start.slice(0, Math.min(m, n) ** 2)
    return (memory) => {
      const results = (Object.keys(SETS) as Projection[]).flatMap((projection) =>
        ALONG.map((along) => {
          const order = Math.min(m, n)
          const f =
            projection === 'doubly-stochastic' ? memory.matrix(order, order, square) : memory.matrix(m, n, start)
          const [length, count] = along === 'columns' ? [m, n] : [n, m]
          memory.kernels.project(f, projection, along, Float64Array.from(SETS[projection](size, length, count)))
          return [`${projection} along ${along}`, memory.read(f)] as const
        }),
      )
      return Object.fromEntries(results)
    }
  },
})

const PENALTIES = ['l1', 'l1-half', 'l1-squared', 'l2-squared', 'group-l2', 'total-variation'] as const

const proximal = defineCase('proximal: every penalty, along both directions', {
  always: [
    { height: 1, width: 1, n: 1, kind: 'signed', seed: 1, size: 0.45, steps: 3 },
    { height: 1, width: 300, n: 5, kind: 'signed', seed: 1, size: 0.45, steps: 3 },
    { height: 19, width: 19, n: 33, kind: 'unit', seed: 1, size: 0.2, steps: 40 },
    { height: 150, width: 112, n: 2, kind: 'signed', seed: 2, size: 0.2, steps: 5 },
    { height: 7, width: 3, n: 140, kind: 'wide', seed: 2, size: 0.8, steps: 10 },
    { height: 2, width: 9, n: 20, kind: 'tiny', seed: 2, size: 1, steps: 10 },
  ],
  drawn: fc.record({
    height: fc.integer({ min: 1, max: 20 }),
    width: fc.integer({ min: 1, max: 20 }),
    n: fc.integer({ min: 1, max: 40 }),
    kind,
    seed,
    size,
    steps: fc.integer({ min: 0, max: 12 }),
    bits,
  }),
  runs: 30,
  problem: ({ height, width, n, kind, seed, size, steps, bits }) => {
    const length = height * width
    const start = values(length * n, kind, seed, bits)
    return (memory) => {
      const mapped = (penalty: Penalty, along: (typeof ALONG)[number], isotropic: number) => {
        const f = along === 'columns' ? memory.matrix(length, n, start) : memory.matrix(n, length, start)
        const image = penalty.endsWith('total-variation') ? [height, width, isotropic, steps] : []
        const gap = memory.kernels.proximal(f, penalty, along, 0.5, Float64Array.of(size, ...image))
        return { [`${penalty} ${isotropic} ${along}`]: memory.read(f), [`${penalty} ${isotropic} ${along} gap`]: gap }
      }
      return Object.assign(
        {},
        ...eachPenalty((penalty) => ALONG.flatMap((along) => [0, 1].map((i) => mapped(penalty, along, i)))),
      )
    }
  },
})

function eachPenalty<R>(work: (penalty: Penalty) => readonly R[]): readonly R[] {
  return PENALTIES.flatMap((penalty) => [...work(penalty), ...work(`nonnegative-${penalty}`)])
}

const fpgd = defineCase('fpgd: every set, by columns alone and tied together', {
  always: [
    { r: 9, kind: 'unit', seed: 1, size: 0.45 },
    { r: 40, kind: 'signed', seed: 2, size: 0.8 },
  ],
  drawn: fc.record({ r: fc.integer({ min: 1, max: 20 }), kind, seed, size, bits }),
  runs: 8,
  problem: ({ r, kind, seed, size, bits }) => {
    const [f, b] = [values(r * r, kind, seed, bits), values(r * r, kind, seed + 1, bits)]
    const [p, q] = [gramValues(r, seed + 2, bits), gramValues(r, seed + 3, bits)]
    return (memory) => {
      const run = (projection: Projection, along: (typeof ALONG)[number], tied: boolean) => {
        const factor = memory.matrix(r, r, f)
        const parameters = Float64Array.from(SETS[projection](size, r, r))
        const ps = Uint32Array.of(memory.matrix(r, r, p))
        const qs = Uint32Array.of(tied ? memory.matrix(r, r, q) : 0)
        const linear = memory.matrix(r, r, b)
        const objective = memory.kernels.fpgd(
          factor,
          linear,
          ps,
          qs,
          projection,
          along,
          parameters,
          6,
          0.05,
          'lipschitz',
        )
        const name = `${projection} ${along} ${tied}`
        return { [name]: memory.read(factor), [`${name} objective`]: objective }
      }
      const names = Object.keys(SETS) as Projection[]
      return Object.assign(
        {},
        ...names.flatMap((name) => ALONG.flatMap((along) => [false, true].map((tied) => run(name, along, tied)))),
      )
    }
  },
})

export const projections: readonly Case[] = [project, proximal, fpgd]
