import { Matrix, nmfSync, SparseMatrix, topicCoherence, topicDiversity, topTerms } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { lcg } from '../support/random.js'

const coded = (code: string, option?: string) =>
  expect.objectContaining(option === undefined ? { code } : { code, option })

const vocabulary = ['cell', 'wing', 'flow', 'blood', 'the']
const W = [
  [0.9, 0],
  [0.2, 0.5],
  [0, 0.7],
  [0.9, 0.1],
  [0.3, 0],
]

// Six documents; 'the' is in all of them, 'cell' and 'wing' never in the same one.
const X = [
  [1, 2, 1, 0, 0, 0],
  [0, 0, 0, 3, 1, 0],
  [0, 0, 0, 1, 1, 1],
  [2, 0, 1, 0, 1, 0],
  [1, 1, 1, 1, 1, 1],
]

test('topTerms: the largest first, equal ones by their index, none of weight 0', () => {
  const topics = topTerms(W, vocabulary, { count: 4 })
  expect(topics.map((topic) => topic.map(({ term }) => term))).toEqual([
    ['cell', 'blood', 'the', 'wing'],
    ['flow', 'wing', 'blood'],
  ])
  expect(topics[0]?.[0]).toEqual({ term: 'cell', index: 0, weight: 0.9 })
  expect(topTerms(W, vocabulary)[0]).toHaveLength(4)
})

test('topicDiversity', () => {
  expect(topicDiversity(topTerms(W, vocabulary, { count: 2 }))).toBe(1)
  expect(topicDiversity(topTerms(W, vocabulary, { count: 3 }))).toBe(5 / 6)
  expect(topicDiversity([[0, 1], [1, 0], []])).toBe(0.5)
})

describe.each(backends)('topicCoherence on %s', (backend) => {
  test('the values of the definition', () => {
    const npmi = topicCoherence(X, [[0, 3], [0, 1], [4, 0], [2, 3, 1], [4]], { backend })
    const log = Math.log
    const pair = (both: number, a: number, b: number) => log((both * 6) / (a * b)) / -log(both / 6)
    // cell: 3 documents, wing: 2, flow: 3, blood: 3.
    const expected = [pair(2, 3, 3), -1, 0, (pair(1, 3, 3) + pair(2, 2, 3) + pair(1, 3, 2)) / 3, 0]
    expected.forEach((value, t) => {
      expect(npmi.topics[t]).toBeCloseTo(value, 13)
    })
    expect(npmi.mean).toBeCloseTo(expected.reduce((sum, value) => sum + value, 0) / 5, 13)
    const umass = topicCoherence(
      X,
      [
        [0, 3],
        [0, 1],
        [2, 3, 1],
      ],
      { measure: 'umass', backend },
    )
    const byHand = [log(3 / 3), log(1 / 3), (log(2 / 3) + log(3 / 3) + log(2 / 3)) / 3]
    byHand.forEach((value, t) => {
      expect(umass.topics[t]).toBeCloseTo(value, 13)
    })
  })

  test('both in every document is 1; sparse data and float32 give the same', async () => {
    const before = await liveMatrices(backend)
    const always = [
      [1, 2],
      [3, 1],
      [0, 1],
    ]
    expect(topicCoherence(always, [[0, 1]], { backend }).mean).toBe(1)
    const topics = [
      [0, 3, 4],
      [2, 1, 3],
    ]
    for (const measure of ['npmi', 'umass'] as const) {
      const dense = topicCoherence(X, topics, { measure, backend })
      expect(topicCoherence(SparseMatrix.fromDense(X), topics, { measure, backend })).toEqual(dense)
      const single = Matrix.from(X, { precision: 'float32' })
      expect(topicCoherence(single, topics, { measure, backend })).toEqual(dense)
      expect(dense).toEqual(topicCoherence(X, topics, { measure, backend: 'native' }))
    }
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('topics of terms that come together are more coherent than mixed ones', () => {
    const next = lcg(4)
    const counts = Array.from({ length: 12 }, (_, term) =>
      Array.from({ length: 60 }, (_, document) => (next() < (term % 3 === document % 3 ? 0.7 : 0.1) ? 1 + next() : 0)),
    )
    const terms = counts.map((_, term) => `term ${term}`)
    const fit = nmfSync(counts, { rank: 3, seed: 1, loss: 'kullback-leibler', backend })
    const topics = topTerms(fit.W, terms, { count: 4 })
    for (const topic of topics) expect(new Set(topic.map(({ index }) => index % 3)).size).toBe(1)
    expect(topicDiversity(topics)).toBe(1)
    const mixed = [0, 1, 2].map((t) => [t, t + 1, t + 5, t + 9])
    for (const measure of ['npmi', 'umass'] as const) {
      const found = topicCoherence(counts, topics, { measure, backend })
      expect(Math.min(...found.topics)).toBeGreaterThan(topicCoherence(counts, mixed, { measure, backend }).mean)
    }
  })
})

test.each<[string, () => unknown, string, string]>([
  ['too few terms', () => topTerms(W, ['a']), 'ERR_SHAPE', 'vocabulary'],
  ['a term that is none', () => topTerms(W, [1, 2, 3, 4, 5] as never), 'ERR_INVALID_OPTION', 'vocabulary[0]'],
  ['a negative weight', () => topTerms([[-1]], ['a']), 'ERR_NEGATIVE', 'W'],
  ['no count', () => topTerms(W, vocabulary, { count: 0 }), 'ERR_INVALID_OPTION', 'count'],
  ['no topics', () => topicDiversity([]), 'ERR_INVALID_OPTION', 'topics'],
  ['empty topics', () => topicDiversity([[]]), 'ERR_INVALID_OPTION', 'topics'],
  ['a term twice', () => topicDiversity([[1, 1]]), 'ERR_INVALID_OPTION', 'topics[0]'],
  ['words', () => topicCoherence(X, [['cell']] as never), 'ERR_INVALID_OPTION', 'topics[0][0]'],
  ['a row that is not there', () => topicCoherence(X, [[0], [5]]), 'ERR_INVALID_OPTION', 'topics[1][0]'],
  ['a term of no document', () => topicCoherence([[0], [1]], [[1, 0]]), 'ERR_INVALID_OPTION', 'topics[0][1]'],
  ['an unknown measure', () => topicCoherence(X, [[0]], { measure: 'cv' as never }), 'ERR_INVALID_OPTION', 'measure'],
  ['negative counts', () => topicCoherence([[-1]], [[0]]), 'ERR_NEGATIVE', 'X'],
])('refused: %s', (_, call, code, option) => {
  expect(call).toThrow(coded(code, option))
})
