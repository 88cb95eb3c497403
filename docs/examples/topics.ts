import { bestOf, nmf, readMat, SparseMatrix, topicCoherence, topicDiversity, topTerms } from 'deepmf'
import { dataFile, tfidf } from '../support/index.js'

// 200 posts to newsgroups, 37,693 terms.
const { X_subsampled: X, vocab } = await readMat(await dataFile('text/20news_neuralnmf/20News_subsampled.mat'))
if (X?.type !== 'sparse' || vocab?.type !== 'cell') throw new Error('not the file that was expected')
const counts = SparseMatrix.fromCSC({
  rows: X.shape[0],
  cols: X.shape[1],
  starts: X.columnStarts,
  indices: X.rowIndices,
  values: X.values,
})
const vocabulary = vocab.items.map((item) => (item.type === 'text' ? item.text : ''))

const weighted = tfidf(counts)
const { fit } = await bestOf(4, (seed) => nmf(weighted, { rank: 6, seed }), { seed: 1 })
const topics = topTerms(fit.W, vocabulary, { count: 7 })
const coherence = topicCoherence(counts, topics)
topics.forEach((terms, t) => {
  console.log(`${coherence.topics[t].toFixed(2).padStart(5)}  ${terms.map(({ term }) => term).join(' ')}`)
})
console.log(`mean coherence (NPMI) ${coherence.mean.toFixed(2)}, diversity ${topicDiversity(topics).toFixed(2)}`)
