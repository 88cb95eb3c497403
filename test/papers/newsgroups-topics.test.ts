import {
  bestOf,
  type MatCell,
  type MatSparse,
  type MatText,
  type MatValue,
  nmf,
  readMat,
  SparseMatrix,
  topicCoherence,
  topicDiversity,
  topTerms,
} from 'deepmf'
import { expect, test } from 'vitest'
import { tfidf } from '../../docs/support/tfidf.js'
import { dataFile } from '../support/data.js'

test('topics of the newsgroups hang together', async (context) => {
  const values = await readMat(await dataFile(context, 'text/20news_neuralnmf/20News_subsampled.mat'))
  const { shape, columnStarts, rowIndices, values: numbers } = values.X_subsampled as MatSparse
  const [rows, cols] = shape as [number, number]
  const X = SparseMatrix.fromCSC({ rows, cols, starts: columnStarts, indices: rowIndices, values: numbers })
  const weighted = tfidf(X)
  const vocabulary = wordsOf(values.vocab)
  expect(X.shape).toEqual([37_693, 200])
  const { fit } = await bestOf(4, (seed) => nmf(weighted, { rank: 6, seed }), { seed: 1 })
  const topics = topTerms(fit.W, vocabulary, { count: 8 })
  const npmi = topicCoherence(X, topics)
  const umass = topicCoherence(X, topics, { measure: 'umass' })
  topics.forEach((topic, t) => {
    console.log(`${npmi.topics[t]?.toFixed(2)}  ${topic.map(({ term }) => term).join(' ')}`)
  })
  console.log(
    `NPMI ${npmi.mean.toFixed(3)}, UMass ${umass.mean.toFixed(3)}, diversity ${topicDiversity(topics).toFixed(2)}`,
  )
  // The same terms, dealt out to other topics.
  const mixed = topics.map((_, t) => topics.map((topic, k) => topic[(t + k) % 8] as { index: number }))
  const distinct = mixed.map((topic) => [...new Set(topic.map(({ index }) => index))])
  expect(npmi.mean).toBeGreaterThan(0.05)
  expect(topicCoherence(X, distinct).mean).toBeLessThan(-0.2)
  expect(topicDiversity(topics)).toBeGreaterThan(0.9)
}, 60_000)

/** The strings of a cell array. */
const wordsOf = (cell: MatValue | undefined) => (cell as MatCell).items.map((item) => (item as MatText).text)
