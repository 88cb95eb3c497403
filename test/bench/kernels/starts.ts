import type { DistributionName } from '../../../packages/deepmf/src/backend/kernels/starts.js'
import type { Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

export const starts: Domain = (quick) => {
  const [m, n] = quick ? [10, 30] : [500, 1000]
  // An image of 100 x 100 pixels in 200 bands, and faces.
  const data: [m: number, n: number, r: number][] = quick
    ? [[6, 20, 3]]
    : [
        [200, 10_000, 20],
        [361, 2429, 49],
      ]
  return [
    ...(['uniform', 'normal', 'gamma', 'dirichlet'] as const).map((distribution) => randomFill(distribution, m, n)),
    ...data.flatMap(([m, n, r]) => [
      spa(m, n, r),
      snpa(m, n, r),
      selectColumns(m, n),
      seedCentroid(m, n, r),
      nearestCentroids(m, n, r),
      clusterMeans(m, n, r),
      rankTwo(m, n),
      splitByRatio(n),
      merging(m, quick ? 12 : 1000),
    ]),
  ]
}

const randomFill = (distribution: DistributionName, m: number, n: number): Case => ({
  name: `randomFill, ${distribution}`,
  shape: `${m} x ${n}`,
  work: { bytes: 8 * m * n },
  precision: 64,
  prepare: (workspace) => {
    const to = workspace.zeros(m, n)
    return () => workspace.kernels.randomFill(to, distribution, 1, 2, 1, 0)
  },
  why: 'one generator gives one number after the other, so that a seed means the same numbers everywhere',
})

/** Rounds until r columns are chosen: each is one pass over the data. */
const spa = (m: number, n: number, r: number): Case => ({
  name: 'spaRound',
  shape: `${m} x ${n}, ${r} rounds`,
  work: { bytes: 8 * m * n * (r + 1) },
  precision: 64,
  prepare: (workspace) => {
    const { kernels } = workspace
    const [x, basis, residuals] = [workspace.filled(m, n, 1), workspace.zeros(r, m), workspace.zeros(2, n)]
    return () => rounds(r, (chosen) => kernels.spaRound(basis, residuals, x, chosen))
  },
})

/** The same with 20 steps for the weights after each: k² n multiplications and additions with k columns chosen. */
const snpa = (m: number, n: number, r: number): Case => ({
  name: 'snpaRound',
  shape: `${m} x ${n}, ${r} rounds of ${SNPA_STEPS} steps`,
  work: { flops: 2 * m * n * (r + 1) + 2 * n * SNPA_STEPS * sumOfSquares(r) },
  precision: 64,
  prepare: (workspace) => {
    const { kernels } = workspace
    const [x, h, products] = [workspace.filled(m, n, 1), workspace.zeros(r, n), workspace.zeros(r, n)]
    const residuals = workspace.zeros(2, n)
    return () => rounds(r, (chosen) => kernels.snpaRound(h, products, residuals, x, chosen, SNPA_STEPS))
  },
  why: 'a projection after each step, by sorting, and a pass over the data for each column',
})

const SNPA_STEPS = 20

const sumOfSquares = (r: number) => (r * (r + 1) * (2 * r + 1)) / 6

function rounds(count: number, round: (chosen: Uint32Array) => number): void {
  const chosen: number[] = []
  while (chosen.length < count) {
    const next = round(Uint32Array.from(chosen))
    if (next < 0) break
    chosen.push(next)
  }
}

/** Every third column. */
const selectColumns = (m: number, n: number): Case => {
  const columns = Uint32Array.from({ length: Math.floor(n / 3) }, (_, j) => 3 * j)
  return {
    name: 'selectColumns',
    shape: `${columns.length} of ${m} x ${n}`,
    work: { bytes: 8 * m * (n + columns.length) },
    precision: 64,
    prepare: (workspace) => {
      const [to, from] = [workspace.zeros(m, columns.length), workspace.filled(m, n, 1)]
      return () => workspace.kernels.selectColumns(to, from, columns)
    },
  }
}

const seedCentroid = (m: number, n: number, k: number): Case => ({
  name: 'seedCentroid',
  shape: `${m} x ${n}`,
  work: { bytes: 8 * m * n },
  precision: 64,
  prepare: (workspace) => {
    const { x, centroids, distances } = clustering(workspace, m, n, k)
    return () => workspace.kernels.seedCentroid(centroids, distances, x, 0, 0.5)
  },
  why: 'where the data lie in cache, their squares take longer than reading them',
})

const nearestCentroids = (m: number, n: number, k: number): Case => ({
  name: 'nearestCentroids',
  shape: `${m} x ${n}, ${k} clusters`,
  work: { flops: 2 * m * n * k },
  precision: 64,
  prepare: (workspace) => {
    const { x, centroids, labels, distances } = clustering(workspace, m, n, k)
    return () => workspace.kernels.nearestCentroids(labels, distances, x, centroids)
  },
  why: 'beside the product, thin where clusters are few, the distance to the nearest centroid is summed as it is defined, so that nothing cancels',
})

const clusterMeans = (m: number, n: number, k: number): Case => ({
  name: 'clusterMeans',
  shape: `${m} x ${n}, ${k} clusters`,
  work: { bytes: 8 * m * n },
  precision: 64,
  prepare: (workspace) => {
    const { x, centroids, labels, distances } = clustering(workspace, m, n, k)
    workspace.kernels.nearestCentroids(labels, distances, x, centroids)
    return () => workspace.kernels.clusterMeans(centroids, labels, distances, x, false)
  },
  why: 'each entry goes to the sum of its own cluster: no vector instruction adds to places that data name',
})

/** The Gram matrix of the shorter side is the work; all else is small beside it. */
const rankTwo = (m: number, n: number): Case => ({
  name: 'rankTwo',
  shape: `${m} x ${n}`,
  work: { flops: Math.min(m, n) * m * n },
  precision: 64,
  prepare: (workspace) => {
    const [x, w, h] = [workspace.filled(m, n, 1), workspace.zeros(m, 2), workspace.zeros(2, n)]
    return () => workspace.kernels.rankTwo(w, h, x, 0)
  },
  why: 'up to 100 steps of the power method on the Gram matrix, two vectors at a time',
})

const splitByRatio = (n: number): Case => ({
  name: 'splitByRatio',
  shape: `2 x ${n}`,
  work: { bytes: 8 * 3 * n },
  precision: 64,
  prepare: (workspace) => {
    const [labels, h] = [workspace.zeros(1, n), workspace.filled(2, n, 1)]
    return () => workspace.kernels.splitByRatio(labels, h)
  },
  why: 'the ratios are sorted',
})

/** n columns down to one, their inner products included. */
const merging = (m: number, n: number): Case => ({
  name: 'mergeStart, mergePairs',
  shape: `${m} x ${n}, all merges`,
  work: { flops: m * n * n },
  precision: 64,
  prepare: (workspace) => {
    const { kernels } = workspace
    const [x, gram, state] = [workspace.filled(m, n, 1), workspace.zeros(n, n), workspace.zeros(5, n)]
    return () => {
      kernels.gram(gram, x, true, 1, 0)
      kernels.mergeStart(state, gram)
      kernels.mergePairs(gram, state, n - 1)
    }
  },
  why: 'the inner products are what is counted; every merge then passes over one row and one column of them',
})

function clustering(workspace: Workspace, m: number, n: number, k: number) {
  return {
    x: workspace.filled(m, n, 1),
    centroids: workspace.filled(m, k, 2),
    labels: workspace.zeros(1, n),
    distances: workspace.zeros(1, n),
  }
}
