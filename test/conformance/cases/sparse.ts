import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import type { Memory } from '../support/memory.js'
import { BEYOND_A_BLOCK, bits, inner, kind, order, rank, scale, seed } from '../support/sizes.js'
import { type Kind, magnitudes, values } from '../support/values.js'

const plain = { density: 0.3, kind: 'signed', seed: 1 } as const
const density = fc.constantFrom<number>(0, 0.02, 0.1, 0.5, 1)

/** Edges: one line, lines of several panels and blocks, no entries, and enough for threads. */
const always = [
  { m: 1, n: 1, r: 1, ...plain },
  { m: 1, n: 700, r: 20, ...plain },
  { m: 700, n: 1, r: 20, ...plain },
  { m: 40, n: 30, r: 7, ...plain, density: 0 },
  { m: 300, n: 400, r: 20, ...plain },
  { m: 200, n: 100, r: 50, ...plain },
  ...BEYOND_A_BLOCK.map((n, i) => ({ m: 1 + i, n, r: 7 - i, ...plain, density: 1 })),
  { m: 2 * 16_384 + 257, n: 3, r: 5, ...plain, density: 0.9 },
]
const drawn = fc.record({ m: order, n: inner, r: rank, density, kind, seed, bits })

/** Entries in the order in which they are appended; rows 3, 8, 13, ... are empty, and some cells come twice. */
interface Entries {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float64Array
}

export function entriesOf(m: number, n: number, density: number, kind: Kind, seed: number, bits: 64 | 32): Entries {
  const dice = magnitudes(m * n, 'unit', seed + 7, bits)
  const cells: number[] = []
  for (let cell = 0; cell < m * n; cell++) {
    if (Math.floor(cell / n) % 5 !== 3 && (dice[cell] as number) < density) cells.push(cell)
  }
  // From the last to the first, and a tenth of them once more.
  const order = [...cells.toReversed(), ...cells.filter((_, k) => k % 10 === 0)]
  return {
    rows: Uint32Array.from(order, (cell) => Math.floor(cell / n)),
    columns: Uint32Array.from(order, (cell) => cell % n),
    values: values(order.length, kind, seed, bits),
  }
}

/** The sparse matrix of the entries in a lane's memory. */
export function sparseIn(memory: Memory, m: number, n: number, { rows, columns, values }: Entries): number {
  const { kernels, bits } = memory
  const x = memory.own(kernels.sparseAllocate(m, n, values.length, bits, 'entries'))
  const half = Math.floor(values.length / 2)
  for (const [from, to] of [
    [0, half],
    [half, values.length],
  ] as const) {
    const at = [rows.subarray(from, to), columns.subarray(from, to)] as const
    if (bits === 64) kernels.sparseAppendEntries64(x, ...at, values.subarray(from, to))
    else kernels.sparseAppendEntries32(x, ...at, Float32Array.from(values.subarray(from, to)))
  }
  kernels.sparseFinish(x)
  return x
}

const read = ({ kernels, bits }: Memory, x: number) => ({
  starts: Float64Array.from(kernels.sparseStarts(x)),
  indices: Float64Array.from(kernels.sparseIndices(x)),
  values: bits === 64 ? kernels.sparseValues64(x) : kernels.sparseValues32(x),
})

const building = defineCase('sparse from entries and from rows, transposed, scaled, mapped', {
  always,
  drawn,
  runs: 30,
  problem: ({ m, n, density, kind, seed, bits }) => {
    const entries = entriesOf(m, n, density, kind, seed, bits)
    const [d, e] = [values(m, kind, seed + 1, bits), values(n, kind, seed + 2, bits)]
    return (memory) => {
      const { kernels } = memory
      const x = sparseIn(memory, m, n, entries)
      const { starts, indices, values } = read(memory, x)
      const again = memory.own(kernels.sparseAllocate(m, n, values.length, bits, 'rows'))
      const counts = Uint32Array.from({ length: m }, (_, i) => (starts[i + 1] as number) - (starts[i] as number))
      const columns = Uint32Array.from(indices)
      if (values instanceof Float64Array) kernels.sparseAppendRows64(again, counts, columns, values)
      else kernels.sparseAppendRows32(again, counts, columns, values)
      kernels.sparseFinish(again)
      const own = (id: number) => Object.values(read(memory, memory.own(id)))
      const [turnedStarts, turnedIndices, turned] = own(kernels.sparseTransposed(x))
      const [, , scaled] = own(kernels.sparseScaled(x, memory.matrix(m, 1, d), memory.matrix(1, n, e)))
      const [, , mapped] = own(kernels.sparseElementary(x, 'tanh'))
      const [, , byRows] = Object.values(read(memory, again))
      return {
        entries: kernels.sparseEntries(x),
        ...{ starts, indices, values, turnedStarts, turnedIndices, turned, scaled, mapped, byRows },
      }
    }
  },
})

const products = defineCase('sparse times dense, dense times sparse, sampled products, residual', {
  always: always.map((problem) => ({ ...problem, alpha: 1, beta: 0 })),
  drawn: fc.record({ m: order, n: inner, r: rank, density, kind, seed, bits, alpha: scale, beta: scale }),
  runs: 60,
  problem: ({ m, n, r, density, kind, seed, bits, alpha, beta }) => {
    const entries = entriesOf(m, n, density, kind, seed, bits)
    const [w, h] = [values(m * r, kind, seed + 1, bits), values(r * n, kind, seed + 2, bits)]
    const [left, right] = [values(r * n, kind, seed + 3, bits), values(m * r, kind, seed + 4, bits)]
    return (memory) => {
      const { kernels } = memory
      const x = sparseIn(memory, m, n, entries)
      const [W, H] = [memory.matrix(m, r, w), memory.matrix(r, n, h)]
      const [turnedW, turnedH] = [memory.zeros(r, m), memory.zeros(n, r)]
      kernels.transpose(turnedW, W)
      kernels.transpose(turnedH, H)
      const [a, b] = [memory.matrix(r, n, left), memory.matrix(r, n, left)]
      const [c, d] = [memory.matrix(m, r, right), memory.matrix(m, r, right)]
      kernels.denseTimesSparse(a, true, alpha, W, x, beta)
      kernels.denseTimesSparse(b, false, alpha, turnedW, x, beta)
      kernels.sparseTimesDense(c, x, true, alpha, H, beta)
      kernels.sparseTimesDense(d, x, false, alpha, turnedH, beta)
      const sampled = memory.own(kernels.sparseSampled(x, W, H))
      const turned = memory.own(kernels.sparseTransposed(sampled))
      return {
        WᵀX: memory.read(a),
        'Wᵀ X, W turned': memory.read(b),
        'X Hᵀ': memory.read(c),
        'X Hᵀ, H turned': memory.read(d),
        sampled: read(memory, sampled).values,
        'sampled, by columns': read(memory, turned).values,
        residual: kernels.sparseResidualSquared(x, W, H),
      }
    }
  },
})

const sums = defineCase('sparse sums, norms, distance, columns, dense', {
  always,
  drawn,
  runs: 30,
  problem: ({ m, n, density, kind, seed, bits }) => {
    const entries = entriesOf(m, n, density, kind, seed, bits)
    const other = values(m * n, kind, seed + 1, bits)
    return (memory) => {
      const { kernels } = memory
      const x = sparseIn(memory, m, n, entries)
      const vectors = (['sparseRowSums', 'sparseRowNormsSquared'] as const).map((name) => {
        const to = memory.zeros(m, 1)
        kernels[name](to, x)
        return [name, memory.read(to)] as const
      })
      const across = (['sparseColumnSums', 'sparseColumnNormsSquared'] as const).map((name) => {
        const to = memory.zeros(1, n)
        kernels[name](to, x)
        return [name, memory.read(to)] as const
      })
      const [dense, columns] = [memory.zeros(m, n), memory.zeros(m, 2)]
      kernels.sparseToDense(dense, x)
      kernels.sparseColumns(columns, x, Uint32Array.of(n - 1, 0))
      return {
        ...Object.fromEntries([...vectors, ...across]),
        sum: kernels.sparseSum(x),
        normSquared: kernels.sparseNormSquared(x),
        largest: kernels.sparseLargest(x),
        firstNegative: kernels.sparseFirstNegative(x),
        distanceSquared: kernels.sparseDistanceSquared(x, memory.matrix(m, n, other)),
        dense: memory.read(dense),
        columns: memory.read(columns),
      }
    }
  },
})

const choosing = defineCase('sparseSnpaRound', {
  always: [
    { m: 40, n: 30, r: 5, ...plain },
    { m: 3, n: 400, r: 3, ...plain },
    { m: 700, n: 60, r: 9, ...plain, kind: 'wide' },
    { m: 9, n: 7, r: 3, ...plain, density: 0 },
  ],
  drawn,
  runs: 15,
  problem: ({ m, n, r, density, kind, seed, bits }) => {
    const entries = entriesOf(m, n, density, kind, seed, bits)
    const data = { ...entries, values: entries.values.map(Math.abs) }
    return (memory) => {
      const x = sparseIn(memory, m, n, data)
      const rank = Math.min(r, m, n, 6)
      const [h, products, residuals] = [memory.zeros(rank, n), memory.zeros(rank, n), memory.zeros(2, n)]
      let chosen = new Uint32Array()
      while (chosen.length < rank) {
        const next = memory.kernels.sparseSnpaRound(h, products, residuals, x, chosen, 10)
        if (next < 0) break
        chosen = Uint32Array.of(...chosen, next)
      }
      return { chosen: Float64Array.from(chosen), h: memory.read(h), residuals: memory.read(residuals) }
    }
  },
})

const grouping = defineCase('spaRound, seedCentroid, nearestCentroids, clusterMeans on sparse columns', {
  always: [
    { m: 40, n: 300, r: 5, ...plain },
    { m: 700, n: 60, r: 9, ...plain, kind: 'wide' },
    { m: 9, n: 7, r: 3, ...plain, density: 0 },
  ],
  drawn,
  runs: 15,
  problem: ({ m, n, r, density, kind, seed, bits }) => {
    const entries = entriesOf(m, n, density, kind, seed, bits)
    const data = { ...entries, values: entries.values.map(Math.abs) }
    const clusters = Math.min(r, 6)
    const chances = magnitudes(clusters, 'unit', seed + 1, bits)
    return (memory) => {
      const { kernels } = memory
      const x = sparseIn(memory, m, n, data)
      const rank = Math.min(clusters, n)
      const [basis, residuals] = [memory.zeros(rank, m), memory.zeros(2, n)]
      let chosen = new Uint32Array()
      while (chosen.length < rank) {
        const next = kernels.spaRound(basis, residuals, x, chosen)
        if (next < 0) break
        chosen = Uint32Array.of(...chosen, next)
      }
      const [centroids, labels, distances] = [memory.zeros(m, clusters), memory.zeros(1, n), memory.zeros(1, n)]
      const drawn = chances.map((chance, count) => kernels.seedCentroid(centroids, distances, x, count, chance))
      const counts: number[] = []
      for (const unit of [false, true]) {
        counts.push(kernels.nearestCentroids(labels, distances, x, centroids))
        counts.push(kernels.clusterMeans(centroids, labels, distances, x, unit))
      }
      return {
        chosen: Float64Array.from(chosen),
        basis: memory.read(basis),
        drawn,
        counts: Float64Array.from(counts),
        centroids: memory.read(centroids),
        distances: memory.read(distances),
      }
    }
  },
})

export const sparse: readonly Case[] = [building, products, sums, choosing, grouping]
