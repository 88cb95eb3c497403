import { readFileSync } from 'node:fs'
import {
  clusteringAccuracy,
  consensusMatrix,
  copheneticCorrelation,
  errorRate,
  hungarian,
  kMeansSync,
  modularity,
  naivePrecision,
  nmi,
  overlappingCommunities,
  silhouette,
} from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.ts'
import { uniformRows } from '../support/random.ts'

// Values of scikit-learn, SciPy and NetworkX; make-measures.py beside the file says how they were had.
const known = JSON.parse(readFileSync(new URL('../fixtures/measures.json', import.meta.url), 'utf8')) as {
  clusterings: { labels: number[]; truth: number[]; nmi: number; errorRate: number; errorRateFrobenius: number }[]
  silhouettes: { X: number[][]; labels: number[]; samples: number[]; inertia: number }[]
  cophenetic: { consensus: number[][]; correlation: number }[]
  modularities: { A: number[][] | null; labels: number[]; resolution: number; modularity: number }[]
}

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })
const pairOfLabelings = fc.integer({ min: 1, max: 25 }).chain((n) => fc.tuple(labeling(n), labeling(n)))
const labeling = (n: number) => fc.array(fc.integer({ min: -2, max: 4 }), { minLength: n, maxLength: n })
/** The same clusters under other names. */
const renamed = (labels: number[]) => labels.map((label) => 11 - 3 * label)

describe('clusteringAccuracy', () => {
  test('small cases', () => {
    expect(clusteringAccuracy([0, 0, 1, 1], [7, 7, 7, 5])).toBe(0.75)
    expect(clusteringAccuracy([0, 1, 2], [4, 4, 4])).toBeCloseTo(1 / 3, 15)
    expect(clusteringAccuracy([4, 4, 4], [0, 1, 2])).toBeCloseTo(1 / 3, 15)
  })

  test('is the best over all permutations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1 }),
        (pairs) => {
          const permutations = (list: number[]): number[][] =>
            list.length === 0
              ? [[]]
              : list.flatMap((x) => permutations(list.filter((y) => y !== x)).map((rest) => [x, ...rest]))
          const right = permutations([0, 1, 2, 3]).map((p) => pairs.filter(([a, b]) => p[a] === b).length)
          const found = clusteringAccuracy(
            pairs.map(([a]) => a),
            pairs.map(([, b]) => b),
          )
          expect(found).toBe(Math.max(...right) / pairs.length)
        },
      ),
    )
  })
})

describe('measures of two clusterings', () => {
  test('the values of scikit-learn and NumPy', () => {
    for (const { labels, truth, nmi: expected } of known.clusterings) {
      expect(nmi(labels, truth)).toBeCloseTo(expected, 12)
    }
    for (const backend of backends) {
      for (const { labels, truth, errorRate: spectral, errorRateFrobenius } of known.clusterings) {
        expect(errorRate(labels, truth, { backend })).toBeCloseTo(spectral, 10)
        expect(errorRate(labels, truth, { norm: 'frobenius' })).toBeCloseTo(errorRateFrobenius, 10)
      }
    }
  })

  test('small cases', () => {
    expect(nmi([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0)
    expect(nmi([3, 3], [5, 5])).toBe(1)
    expect(nmi([3, 3], [5, 6])).toBe(0)
    expect(naivePrecision([0, 0, 1, 1], [5, 5, 5, 3])).toBeCloseTo((2 / 3 + 1) / 2, 15)
    expect(naivePrecision([1, 1, 1], [0, 1, 2])).toBe(1)
    expect(errorRate([0, 0, 1, 1], [0, 0, 0, 0])).toBeCloseTo(Math.SQRT2, 14)
    expect(errorRate([0, 0, 1, 1], [0, 0, 0, 0], { norm: 'frobenius' })).toBeCloseTo(8 ** 0.25, 14)
  })

  test('names do not count; equal clusterings are perfect', () => {
    fc.assert(
      fc.property(pairOfLabelings, ([labels, truth]) => {
        expect(nmi(labels, renamed(labels))).toBeCloseTo(1, 12)
        expect(clusteringAccuracy(labels, renamed(labels))).toBe(1)
        expect(naivePrecision(labels, renamed(labels))).toBe(1)
        expect(errorRate(labels, renamed(labels))).toBe(0)
        expect(nmi(renamed(labels), truth)).toBeCloseTo(nmi(labels, truth), 12)
        expect(nmi(truth, labels)).toBeCloseTo(nmi(labels, truth), 12)
        expect(errorRate(renamed(labels), truth)).toBeCloseTo(errorRate(labels, truth), 7)
        expect(naivePrecision(renamed(labels), truth)).toBe(naivePrecision(labels, truth))
      }),
    )
  })

  test('refuse what are no labels', () => {
    for (const measure of [nmi, clusteringAccuracy, naivePrecision, errorRate]) {
      expect(() => measure([0, 1], [0])).toThrowError(coded('ERR_SHAPE'))
      expect(() => measure([], [])).toThrowError(coded('ERR_SHAPE'))
      expect(() => measure([0, 0.5], [0, 1])).toThrowError(coded('ERR_INVALID_OPTION'))
      expect(() => measure([0, 1], [0, Number.NaN])).toThrowError(coded('ERR_INVALID_OPTION'))
    }
  })
})

describe('silhouette', () => {
  test('the values of scikit-learn, as are those of k-means', () => {
    for (const { X, labels, samples, inertia } of known.silhouettes) {
      const found = silhouette(X, labels)
      samples.forEach((value, j) => {
        expect(found.samples[j]).toBeCloseTo(value, 12)
      })
      expect(found.mean).toBeCloseTo(samples.reduce((sum, value) => sum + value, 0) / samples.length, 12)
      const clusters = new Set(labels).size
      expect(kMeansSync(X, { clusters, seed: 1, restarts: 1000 }).inertia).toBeCloseTo(inertia, 10)
    }
  })

  test('small cases', () => {
    expect([...silhouette([[0, 2, 10]], [0, 0, 1]).samples]).toEqual([0.8, 0.75, 0])
    expect(silhouette([[1, 1, 1, 1]], [0, 0, 1, 1]).mean).toBe(0)
    expect(silhouette([[0, 9, 1, 10]], [0, 0, 1, 1]).mean).toBeLessThan(0)
  })

  test('does not change with the scale or by moving', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const X = uniformRows(3, 12, seed)
        const labels = Array.from({ length: 12 }, (_, j) => (j * j) % 3)
        const moved = X.map((row) => row.map((value) => 4 * value + 8))
        expect(silhouette(moved, labels).mean).toBeCloseTo(silhouette(X, labels).mean, 10)
      }),
    )
  })

  test('refuses one cluster, and labels that do not fit', () => {
    expect(() => silhouette([[1, 2]], [0, 0])).toThrowError(coded('ERR_INVALID_OPTION'))
    expect(() => silhouette([[1, 2]], [0])).toThrowError(coded('ERR_SHAPE'))
  })
})

describe('consensus and cophenetic correlation', () => {
  test('the values of SciPy', () => {
    for (const { consensus, correlation } of known.cophenetic) {
      expect(copheneticCorrelation(consensus)).toBeCloseTo(correlation, 12)
    }
  })

  test('small cases', () => {
    const shares = consensusMatrix([
      [0, 0, 1],
      [1, 0, 0],
    ])
    expect(shares.toRows()).toEqual([
      [1, 0.5, 0],
      [0.5, 1, 0.5],
      [0, 0.5, 1],
    ])
    // Distances 0.5, 0.5 and 1; two samples join at 0.5, the third at the mean of the others, 0.75.
    expect(copheneticCorrelation(shares)).toBeCloseTo(0.5, 14)
    expect(
      copheneticCorrelation([
        [1, 1],
        [1, 1],
      ]),
    ).toBe(1)
  })

  test('is 1 where all clusterings agree, and the heights are those of the definition', () => {
    fc.assert(
      fc.property(labeling(9), (labels) => {
        expect(copheneticCorrelation(consensusMatrix([labels, renamed(labels)]))).toBe(1)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 12 }), (seed, n) => {
        const entries = uniformRows(n, n, seed)
        const consensus = entries.map((row, i) =>
          row.map((_, j) => (i === j ? 1 : (entries[Math.min(i, j)]?.[Math.max(i, j)] as number))),
        )
        expect(copheneticCorrelation(consensus)).toBeCloseTo(bySearch(consensus), 10)
      }),
    )
  })

  test('refuses what is no consensus', () => {
    expect(() => copheneticCorrelation([[1, 0.5]])).toThrowError(coded('ERR_SHAPE'))
    expect(() => copheneticCorrelation([[1]])).toThrowError(coded('ERR_SHAPE'))
    expect(() =>
      copheneticCorrelation([
        [1, 0.5],
        [0.4, 1],
      ]),
    ).toThrowError(coded('ERR_INVALID_MATRIX'))
    expect(() => consensusMatrix([])).toThrowError(coded('ERR_SHAPE'))
    expect(() => consensusMatrix([[0, 1], [0]])).toThrowError(coded('ERR_SHAPE'))
  })
})

/** Average linkage by its definition: the pair with the least mean distance of all, again and again. */
function bySearch(consensus: number[][]): number {
  const n = consensus.length
  let clusters = Array.from({ length: n }, (_, i) => [i])
  const heights = new Map<string, number>()
  const far = (a: number[], b: number[]) =>
    a.flatMap((i) => b.map((j) => 1 - (consensus[i]?.[j] as number))).reduce((sum, x) => sum + x, 0) /
    a.length /
    b.length
  while (clusters.length > 1) {
    const pairs = clusters.flatMap((a, i) => clusters.slice(i + 1).map((b) => ({ a, b, height: far(a, b) })))
    const { a, b, height } = pairs.reduce((best, pair) => (pair.height < best.height ? pair : best))
    for (const i of a) for (const j of b) heights.set([Math.min(i, j), Math.max(i, j)].join(), height)
    clusters = [...clusters.filter((cluster) => cluster !== a && cluster !== b), [...a, ...b]]
  }
  const pairs = [...heights].map(([key, height]) => {
    const [i, j] = key.split(',').map(Number) as [number, number]
    return [1 - (consensus[i]?.[j] as number), height] as const
  })
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length
  const [mx, my] = [mean(0), mean(1)]
  const sum = (term: (x: number, y: number) => number) => pairs.reduce((s, [x, y]) => s + term(x - mx, y - my), 0)
  const spread = sum((x) => x * x) * sum((_, y) => y * y)
  return spread === 0 ? 1 : sum((x, y) => x * y) / Math.sqrt(spread)
}

describe('modularity', () => {
  const A = known.modularities[0]?.A as number[][]

  test('the values of NetworkX', () => {
    for (const { labels, resolution, modularity: expected } of known.modularities) {
      expect(modularity(A, labels, { resolution })).toBeCloseTo(expected, 12)
    }
  })

  test('small cases', () => {
    const pairs = [
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ]
    expect(modularity(pairs, [0, 0, 1, 1])).toBe(0.5)
    expect(modularity(pairs, [0, 0, 0, 0])).toBe(0)
    expect(modularity(pairs, [0, 1, 0, 1])).toBe(-0.5)
    expect(
      modularity(
        [
          [0, 0],
          [0, 0],
        ],
        [0, 1],
      ),
    ).toBe(0)
  })

  test('is the double sum of its definition', () => {
    fc.assert(
      fc.property(labeling(8), fc.integer({ min: 0, max: 1e6 }), (labels, seed) => {
        const entries = uniformRows(8, 8, seed)
        const graph = entries.map((row, i) => row.map((_, j) => entries[Math.min(i, j)]?.[Math.max(i, j)] as number))
        const degrees = graph.map((row) => row.reduce((sum, weight) => sum + weight, 0))
        const total = degrees.reduce((sum, degree) => sum + degree, 0)
        let expected = 0
        graph.forEach((row, i) => {
          row.forEach((weight, j) => {
            const chance = ((degrees[i] as number) * (degrees[j] as number)) / total
            if (labels[i] === labels[j]) expected += (weight - chance) / total
          })
        })
        expect(modularity(graph, labels)).toBeCloseTo(expected, 12)
      }),
    )
  })

  test('refuses what is no graph', () => {
    expect(() => modularity([[0, 1]], [0])).toThrowError(coded('ERR_SHAPE'))
    expect(() =>
      modularity(
        [
          [0, 1],
          [0, 0],
        ],
        [0, 0],
      ),
    ).toThrowError(coded('ERR_INVALID_MATRIX'))
    expect(() =>
      modularity(
        [
          [0, -1],
          [-1, 0],
        ],
        [0, 0],
      ),
    ).toThrowError(coded('ERR_NEGATIVE'))
    expect(() => modularity([[0]], [0, 1])).toThrowError(coded('ERR_SHAPE'))
    expect(() => modularity([[0]], [0], { resolution: 0 })).toThrowError(coded('ERR_INVALID_OPTION'))
  })
})

describe('overlappingCommunities', () => {
  test('the next one while its degree is at least the share of the last', () => {
    expect(
      overlappingCommunities([
        [5, 1, 4],
        [0, 2, 1],
        [10, 6, 3.6],
        [10, 6, 3.5],
        [0, 0, 0],
        [2, 2, 2],
      ]),
    ).toEqual([[0, 2], [1], [0, 1, 2], [0, 1], [], [0, 1, 2]])
    expect(overlappingCommunities([[0, 2, 1]], { share: 0.5 })).toEqual([[1, 2]])
    expect(overlappingCommunities([[0, 2, 1]], { share: 0 })).toEqual([[1, 2]])
    expect(overlappingCommunities([[2, 2, 1]], { share: 1 })).toEqual([[0, 1]])
  })

  test('a larger share never assigns more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const W = uniformRows(4, 5, seed)
        const [some, all] = [overlappingCommunities(W, { share }), overlappingCommunities(W, { share: share / 2 })]
        some.forEach((communities, node) => {
          expect(all[node]?.slice(0, communities.length)).toEqual(communities)
        })
      }),
    )
  })

  test('refuses negative degrees and other shares', () => {
    expect(() => overlappingCommunities([[-1]])).toThrowError(coded('ERR_NEGATIVE'))
    expect(() => overlappingCommunities([[1]], { share: 2 })).toThrowError(coded('ERR_INVALID_OPTION'))
  })
})

test('the matching behind the accuracy takes costs below zero', () => {
  expect(
    hungarian([
      [-3, -1],
      [-2, -2],
    ]),
  ).toEqual([0, 1])
})
