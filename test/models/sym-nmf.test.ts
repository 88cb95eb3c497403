import { overlappingCliques, overlappingCommunities, symNMF, symTriNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { distanceSquared, product, transposed } from '../support/dense.js'
import { symmetricRows, uniformRows } from '../support/random.js'

const X = symmetricRows(12, 5)

test('H is the transpose of W to the bit, and S is symmetric to the bit', async () => {
  using fit = await symNMF(X, { rank: 3, seed: 1 })
  expect(fit.H.toRows()).toEqual(transposed(fit.W.toRows()))
  using tri = await symTriNMF(X, { rank: 3, seed: 1 })
  expect(tri.H.toRows()).toEqual(transposed(tri.W.toRows()))
  expect(tri.S.toRows()).toEqual(transposed(tri.S.toRows()))
})

test('where it ends no entry of W wants to change', async () => {
  using fit = await symNMF(X, { rank: 3, seed: 2, maxIterations: 20000, tolerance: 1e-16 })
  const W = fit.W.toRows()
  const residual = product(W, transposed(W)).map((row, i) => row.map((x, j) => x - (X[i]?.[j] as number)))
  for (const [i, row] of product(residual, W).entries()) {
    for (const [k, slope] of row.entries()) {
      if ((W[i]?.[k] as number) > 1e-6) expect(Math.abs(slope)).toBeLessThan(1e-5)
      else expect(slope).toBeGreaterThan(-1e-5)
    }
  }
})

test('of rank one it is the leading eigenvector', async () => {
  using fit = await symNMF(X, { rank: 1, seed: 1, tolerance: 1e-15, maxIterations: 5000 })
  let v = X.map(() => [1])
  for (let step = 0; step < 500; step++) {
    const next = product(X, v)
    const length = Math.sqrt(next.reduce((sum, [x]) => sum + (x as number) ** 2, 0))
    v = next.map(([x]) => [(x as number) / length])
  }
  const value = (product(transposed(v), product(X, v))[0] as number[])[0] as number
  const expected = v.map(([x]) => [(x as number) * Math.sqrt(value)])
  expect(distanceSquared(fit.W.toRows(), expected)).toBeLessThan(1e-10)
})

test('a start that is given counts: a fit goes on from where another one ended', async () => {
  using first = await symNMF(X, { rank: 3, seed: 4, maxIterations: 5, tolerance: 0 })
  using second = await symNMF(X, { rank: 3, init: { W: first.W }, maxIterations: 5 })
  expect(second.history[0]?.loss).toBeCloseTo(first.loss, 12)
  using rows = await symNMF(X, { rank: 3, init: { W: first.W.toRows() }, maxIterations: 5 })
  expect(rows.loss).toBe(second.loss)
})

describe('communities', () => {
  // De Handschutter, thesis (2023), section 6.4.2: four cliques, two in each half, which share some nodes.
  test.each([
    { nodes: 14, overlap: 1 },
    { nodes: 100, overlap: 10 },
  ])('overlapping cliques are found: %o', async ({ nodes, overlap }) => {
    const graph = await overlappingCliques({ nodes, overlap, noise: 0.05, seed: 3 })
    const noisy = graph.X.toRows().map((row) => row.map((x) => Math.max(0, x)))
    using fit = await symNMF(noisy, { rank: 4, seed: 2 })
    const truth = graph.W[0].toRows().map((row) => row.flatMap((x, k) => (x > 0 ? [k] : [])))
    const found = overlappingCommunities(fit.W)
    // The community of a clique is that of its node with no other.
    const alone = [0, 1, 2, 3].map((k) => truth.findIndex((cliques) => cliques.length === 1 && cliques[0] === k))
    const order = alone.map((node) => found[node]?.[0] as number)
    expect(new Set(order).size).toBe(4)
    expect(found.map((communities) => communities.map((c) => order.indexOf(c)).toSorted())).toEqual(truth)
    for (const [node, communities] of found.entries()) expect(fit.labels[node]).toBe(communities[0])
  })

  test('symTriNMF tells that two groups are joined to each other and not among themselves', async () => {
    const A = uniformRows(20, 20, 1).map((row, i) => row.map((_, j) => (i < 10 !== j < 10 ? 1 : 0)))
    using tri = await symTriNMF(A, { rank: 2, seed: 1, tolerance: 1e-12 })
    expect(tri.history.at(-1)?.dataErrors[0]).toBeLessThan(1e-4)
    const S = tri.S.toRows() as [number, number][]
    expect(Math.max(S[0][0], S[1][1])).toBeLessThan(1e-3 * S[0][1])
    expect(new Set(tri.labels.slice(0, 10)).size).toBe(1)
    expect(tri.labels[0]).not.toBe(tri.labels[10])
    using sym = await symNMF(A, { rank: 2, seed: 1, tolerance: 1e-12 })
    expect(sym.history.at(-1)?.dataErrors[0]).toBeGreaterThan(0.5)
  })
})

test('from the communities of Louvain: cliques in a ring at once, with more columns than communities and with fewer', async () => {
  const [cliques, size] = [6, 4]
  const n = cliques * size
  const rows: number[][] = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (Math.floor(i / size) === Math.floor(j / size) ? 1 : 0)),
  )
  for (let c = 0; c < cliques; c++) {
    const [a, b] = [c * size, (((c + 1) % cliques) * size + 1) % n]
    rows[a][b] = 0.1
    rows[b][a] = 0.1
  }
  using fit = await symNMF(rows, { rank: 6, init: 'louvain', seed: 1, maxIterations: 30 })
  expect(fit.history[0]?.dataErrors[0]).toBeLessThan(0.1)
  expect([...fit.labels]).toEqual(Array.from({ length: n }, (_, i) => Math.floor(i / size)))
  using random = await symNMF(rows, { rank: 6, seed: 1, maxIterations: 30 })
  expect(fit.loss).toBeLessThanOrEqual(random.loss * (1 + 1e-4))
  for (const rank of [2, 9]) {
    using other = await symNMF(rows, { rank, init: 'louvain', seed: 1, maxIterations: 30 })
    expect(other.W.shape).toEqual([n, rank])
    expect(other.loss).toBeLessThan(other.history[0]?.loss as number)
  }
})
