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
import { expect, test } from 'vitest'
import { tfidf } from '../../docs/support/tfidf.js'
import { dataFile } from '../support/data.js'

// The classic documents: abstracts on aeronautics, medicine, computing and information retrieval, 7,094 of them with
// 41,681 terms. Every document goes to the feature that contributes most to it; of several starts the one with the
// smallest loss counts, so the labels are not looked at. The squared error, orthogonal or not, finds the same groups from
// nearly every start, and they are not the collections.
test('clusters of the classic documents: Kullback-Leibler finds the four collections', async (context) => {
  const bytes = await dataFile(context, 'text/classic.mat')
  const X = tfidf((await readMatSparse(bytes, 'X')).transpose())
  const truth = (await readMatMatrix(bytes, 'classid')).toArray()
  expect(X.shape).toEqual([41_681, 7094])
  const options = { rank: 4, maxIterations: 60 }
  const models = {
    'Kullback-Leibler': (seed: number) => nmf(X, { ...options, seed, loss: 'kullback-leibler' }),
    Frobenius: (seed: number) => nmf(X, { ...options, seed }),
    orthogonal: (seed: number) => orthogonalNMF(X, { ...options, seed }),
  }
  const accuracies: number[] = []
  for (const [name, start] of Object.entries(models)) {
    const { fit, losses } = await bestOf(4, start, { seed: 1 })
    const labels = clusterLabels(fit)
    const accuracy = clusteringAccuracy(labels, truth)
    const information = nmi(labels, truth)
    const shown = losses.map((value) => value.toFixed(0)).join(', ')
    console.log(`${name}: accuracy ${accuracy.toFixed(4)}, NMI ${information.toFixed(3)}; losses ${shown}`)
    fit.dispose()
    accuracies.push(accuracy)
  }
  const [divergence, squared, orthogonal] = accuracies as [number, number, number]
  expect(divergence).toBeGreaterThan(0.85)
  for (const accuracy of [squared, orthogonal]) expect(accuracy).toBeGreaterThan(0.5)
  expect(divergence).toBeGreaterThan(Math.max(squared, orthogonal))
}, 120_000)
