import { bestOf, clusteringAccuracy, clusterLabels, nmf, nmi, readMatMatrix, readMatSparse } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'
import { tfidf } from '../support/texts.js'

// The classic documents: abstracts on aeronautics, medicine, computing and information retrieval, 7,094 of them with
// 41,681 terms. Every document goes to the feature that contributes most to it; of several starts the one with the
// smallest loss counts, so the labels are not looked at.
const LOSSES = ['kullback-leibler', 'frobenius'] as const

test('clusters of the classic documents: Kullback-Leibler finds the four collections, the squared error does not', async (context) => {
  const bytes = await dataFile(context, 'text/classic.mat')
  const X = tfidf((await readMatSparse(bytes, 'X')).transpose())
  const truth = (await readMatMatrix(bytes, 'classid')).toArray()
  expect(X.shape).toEqual([41_681, 7094])
  const found: Record<string, { accuracy: number; information: number }> = {}
  for (const loss of LOSSES) {
    const start = (seed: number) => nmf(X, { rank: 4, seed, loss, maxIterations: 60 })
    const { fit, losses } = await bestOf(4, start, { seed: 1 })
    const labels = clusterLabels(fit)
    const accuracy = clusteringAccuracy(labels, truth)
    const information = nmi(labels, truth)
    found[loss] = { accuracy, information }
    const shown = losses.map((value) => value.toFixed(0)).join(', ')
    console.log(`${loss}: accuracy ${accuracy.toFixed(4)}, NMI ${information.toFixed(3)}; losses ${shown}`)
    fit.dispose()
  }
  expect(found['kullback-leibler']?.accuracy).toBeGreaterThan(0.8)
  expect(found['kullback-leibler']?.information).toBeGreaterThan(0.6)
  expect(found.frobenius?.accuracy).toBeGreaterThan(0.5)
  expect(found['kullback-leibler']?.accuracy).toBeGreaterThan(found.frobenius?.accuracy as number)
}, 120_000)
