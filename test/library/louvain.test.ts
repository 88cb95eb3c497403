import { louvain, modularity, SparseMatrix } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lcg } from '../support/random.js'

type Rows = number[][]

/** A symmetric matrix of small whole weights, with loops. */
function graph(n: number, chance: number, seed: number): Rows {
  const next = lcg(seed)
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const weight = next() < chance ? 1 + Math.floor(3 * next()) : 0
      rows[i][j] = weight
      rows[j][i] = weight
    }
  }
  return rows
}

/** Cliques of `size` nodes in a ring, neighbours joined by one edge. */
function ringOfCliques(cliques: number, size: number): Rows {
  const n = cliques * size
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i !== j && Math.floor(i / size) === Math.floor(j / size) ? 1 : 0)),
  )
  for (let c = 0; c < cliques; c++) {
    const [a, b] = [c * size, (((c + 1) % cliques) * size + 1) % n]
    rows[a][b] = 1
    rows[b][a] = 1
  }
  return rows
}

describe('louvain', () => {
  test('finds the cliques of a ring', () => {
    const [first] = louvain(ringOfCliques(8, 5))
    expect(first?.communities).toBe(8)
    expect([...(first?.labels ?? [])]).toEqual(Array.from({ length: 40 }, (_, i) => Math.floor(i / 5)))
  })

  test('modularities are those of the partitions, never fall, and every level is part of the next', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.02, max: 0.6, noNaN: true }),
        fc.nat(999),
        (n, p, seed) => {
          const A = graph(n, p, seed)
          const levels = louvain(A, { resolution: 1 + (seed % 3) / 4 })
          let before = Number.NEGATIVE_INFINITY
          let finer = Array.from({ length: n }, (_, i) => i)
          for (const { labels, communities, modularity: reported } of levels) {
            expect(new Set(labels).size).toBe(communities)
            expect(reported).toBeCloseTo(modularity(A, [...labels], { resolution: 1 + (seed % 3) / 4 }), 12)
            expect(reported).toBeGreaterThanOrEqual(before - 1e-12)
            const parents = new Map<number, number>()
            finer.forEach((label, i) => {
              expect(parents.get(label) ?? labels[i]).toBe(labels[i])
              parents.set(label, labels[i] as number)
            })
            before = reported
            finer = [...labels]
          }
        },
      ),
    )
  })

  test('no node would gain by leaving its community of the first level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 14 }), fc.nat(999), (n, seed) => {
        const A = graph(n, 0.3, seed)
        const [first] = louvain(A)
        const labels = [...(first?.labels ?? [])]
        const best = modularity(A, labels)
        for (let i = 0; i < n; i++) {
          for (let c = 0; c < (first?.communities ?? 0); c++) {
            const other = labels.map((label, j) => (j === i ? c : label))
            // A community with no edge to the node is never looked at: going there cannot pay.
            expect(modularity(A, other)).toBeLessThanOrEqual(best + 1e-12)
          }
        }
      }),
    )
  })

  test('sparse and dense alike; without edges every node is alone', () => {
    const A = graph(25, 0.2, 7)
    expect(louvain(SparseMatrix.fromDense(A))).toEqual(louvain(A))
    const [level, ...more] = louvain([
      [0, 0],
      [0, 0],
    ])
    expect(more).toEqual([])
    expect(level).toMatchObject({ communities: 2, modularity: 0 })
  })

  test('bad input', () => {
    const square = [
      [0, 1],
      [1, 0],
    ]
    expect(() => louvain([[0, 1]])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
    expect(() =>
      louvain([
        [0, -1],
        [-1, 0],
      ]),
    ).toThrow(expect.objectContaining({ code: 'ERR_NEGATIVE' }))
    expect(() =>
      louvain([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow(/row 0 and column 0/)
    expect(() =>
      louvain([
        [0, 1],
        [0, 0],
      ]),
    ).toThrow(expect.objectContaining({ code: 'ERR_INVALID_MATRIX' }))
    expect(() => louvain(square, { resolution: 0 })).toThrow(expect.objectContaining({ option: 'resolution' }))
    expect(() => louvain(square, { gamma: 1 } as never)).toThrow(
      expect.objectContaining({ code: 'ERR_UNKNOWN_OPTION' }),
    )
  })
})
