import { bestOf, clusteringAccuracy, modularity, nmi, readGraph, symNMF, symTriNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'

// Communities of the small graphs of M. Newman's collection by the best of ten starts, on D^-1/2 A D^-1/2 as Kuang, Yun and
// Park (2015) take it. The file of the karate club has no groups: those of Zachary (1977), by who joined whose club.
const karate = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

const graphs = [
  { name: 'karate', group: undefined, rank: 2, accuracy: 0.97, information: 0.83 },
  { name: 'dolphins', group: 'group', rank: 2, accuracy: 0.95, information: 0.8 },
  { name: 'football', group: 'value', rank: 12, accuracy: 0.85, information: 0.88 },
  { name: 'polbooks', group: 'value', rank: 3, accuracy: 0.8, information: 0.55 },
] as const

test.for(graphs)('$name', async ({ name, group, rank, accuracy, information }, context) => {
  const { adjacency, nodes } = readGraph(await dataFile(context, `networks/${name}.gml`))
  const names = [...new Set(nodes.map(({ attributes }) => attributes[group ?? 'id']))]
  const truth = group === undefined ? karate : nodes.map(({ attributes }) => names.indexOf(attributes[group]))
  const roots = adjacency
    .toDense()
    .toRows()
    .map((row) => 1 / Math.sqrt(row.reduce((sum, x) => sum + x, 0)))
  using X = adjacency.scaleRows(roots).scaleColumns(roots)
  for (const model of [symNMF, symTriNMF]) {
    const { fit } = await bestOf(10, (seed) => model(X, { rank, seed, tolerance: 1e-8 }), { seed: 1 })
    const scores = { acc: clusteringAccuracy(fit.labels, truth), nmi: nmi(fit.labels, truth) }
    const q = modularity(adjacency.toDense(), fit.labels)
    console.log(
      `${name}, ${model.name}: accuracy ${scores.acc.toFixed(3)}, NMI ${scores.nmi.toFixed(3)}, modularity ${q.toFixed(3)}`,
    )
    expect(scores.acc).toBeGreaterThan(accuracy)
    expect(scores.nmi).toBeGreaterThan(information)
    expect(q).toBeGreaterThan(0.35)
    fit.dispose()
  }
})
