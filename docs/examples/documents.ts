import {
  bestOf,
  clusteringAccuracy,
  clusterLabels,
  nmf,
  nmi,
  orthogonalNMF,
  readMatMatrix,
  readMatSparse,
} from 'deepmf'
import { dataFile, tfidf } from '../support/index.js'

// 7,094 abstracts from four collections, 41,681 terms, as tf-idf.
const bytes = await dataFile('text/classic.mat')
const X = tfidf((await readMatSparse(bytes, 'X')).transpose())
const truth = (await readMatMatrix(bytes, 'classid')).toArray()

const options = { rank: 4, maxIterations: 40 }
const models = {
  'Kullback-Leibler': (seed: number) => nmf(X, { ...options, seed, loss: 'kullback-leibler' }),
  Frobenius: (seed: number) => nmf(X, { ...options, seed }),
  orthogonal: (seed: number) => orthogonalNMF(X, { ...options, seed }),
}
console.log('model             accuracy    NMI')
for (const [name, model] of Object.entries(models)) {
  // Of three starts, the one with the smallest loss: the labels are not looked at.
  const { fit } = await bestOf(3, model, { seed: 1 })
  const labels = clusterLabels(fit)
  const scores = [clusteringAccuracy(labels, truth), nmi(labels, truth)]
  console.log(`${name.padEnd(18)}${scores.map((score) => score.toFixed(3).padStart(7)).join(' ')}`)
}
