import fc from 'fast-check'
import { type Case, defineCase } from '../support/conform.js'
import { bits, order, seed } from '../support/sizes.js'
import { magnitudes, mixtures } from '../support/values.js'

/** Columns: a few most often, now and then more than a panel of them. */
const many = fc.oneof({ weight: 4, arbitrary: order }, fc.integer({ min: 200, max: 700 }))

const kMeans = defineCase('seedCentroid, nearestCentroids, clusterMeans: some iterations', {
  always: [
    { m: 1, n: 1, k: 1, unit: false, seed: 1 },
    { m: 5, n: 16_384 + 300, k: 3, unit: false, seed: 1 },
    { m: 300, n: 50, k: 7, unit: true, seed: 2 },
    // More clusters than columns: some stay empty.
    { m: 3, n: 4, k: 6, unit: false, seed: 3 },
  ],
  drawn: fc.record({ m: order, n: many, k: fc.integer({ min: 1, max: 20 }), unit: fc.boolean(), seed, bits }),
  runs: 25,
  problem: ({ m, n, k, unit, seed, bits }) => {
    const x = mixtures(m, n, Math.min(k, 5), seed, bits)
    const chances = magnitudes(k, 'unit', seed, bits)
    return (memory) => {
      const { kernels } = memory
      const [data, centroids] = [memory.matrix(m, n, x), memory.zeros(m, k)]
      const [labels, distances] = [memory.zeros(1, n), memory.zeros(1, n)]
      const chosen = chances.map((chance, count) => kernels.seedCentroid(centroids, distances, data, count, chance))
      const counts: number[] = []
      for (let i = 0; i < 4; i++) {
        counts.push(kernels.nearestCentroids(labels, distances, data, centroids))
        counts.push(kernels.clusterMeans(centroids, labels, distances, data, unit))
      }
      return {
        chosen,
        counts: Float64Array.from(counts),
        centroids: memory.read(centroids),
        labels: memory.read(labels),
        distances: memory.read(distances),
      }
    }
  },
})

const rankTwo = defineCase('rankTwo, splitByRatio', {
  always: [
    { m: 1, n: 1, own: 1, sweeps: 0, seed: 1 },
    { m: 30, n: 700, own: 4, sweeps: 1, seed: 1 },
    { m: 1030, n: 1040, own: 2, sweeps: 0, seed: 2 },
  ],
  drawn: fc.record({
    m: order,
    n: many,
    own: fc.integer({ min: 1, max: 6 }),
    sweeps: fc.integer({ min: 0, max: 3 }),
    seed,
    bits,
  }),
  runs: 25,
  problem: ({ m, n, own, sweeps, seed, bits }) => {
    const x = mixtures(m, n, own, seed, bits)
    return (memory) => {
      const [w, h, labels] = [memory.zeros(m, 2), memory.zeros(2, n), memory.zeros(1, n)]
      const leading = memory.kernels.rankTwo(w, h, memory.matrix(m, n, x), sweeps)
      const threshold = memory.kernels.splitByRatio(labels, h)
      const numbers = Float64Array.of(leading, threshold)
      return { numbers, w: memory.read(w), h: memory.read(h), labels: memory.read(labels) }
    }
  },
})

const merging = defineCase('mergeStart, mergePairs: to the end', {
  always: [
    { m: 1, n: 1, own: 1, seed: 1 },
    { m: 10, n: 300, own: 8, seed: 1 },
  ],
  drawn: fc.record({ m: order, n: order, own: fc.integer({ min: 1, max: 12 }), seed, bits }),
  runs: 25,
  problem: ({ m, n, own, seed, bits }) => {
    const x = mixtures(m, n, own, seed, bits)
    return (memory) => {
      const { kernels } = memory
      const [gram, state] = [memory.zeros(n, n), memory.zeros(5, n)]
      kernels.gram(gram, memory.matrix(m, n, x), true, 1, 0)
      kernels.mergeStart(state, gram)
      const start = memory.read(state)
      const half = Math.floor((n - 1) / 2)
      const growth = [kernels.mergePairs(gram, state, half), kernels.mergePairs(gram, state, n - 1 - half)]
      return { start, growth: Float64Array.from(growth), state: memory.read(state) }
    }
  },
})

export const clustering: readonly Case[] = [kMeans, rankTwo, merging]
