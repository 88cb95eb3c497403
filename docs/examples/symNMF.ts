import { bestOf, clusteringAccuracy, modularity, readGraph, symNMF } from 'deepmf'
import { graphPicture, networkFile } from '../support/index.js'

// Books on American politics; an edge joins those that the same people bought. The groups were named by a reader.
const { adjacency, nodes } = readGraph(await networkFile('polbooks'))
const groups = ['l', 'c', 'n']
const truth = nodes.map(({ attributes }) => groups.indexOf(String(attributes.value)))

// D^-1/2 A D^-1/2, so that every book counts by the share of its edges.
const degrees = adjacency
  .toDense()
  .toRows()
  .map((row) => row.reduce((sum, edge) => sum + edge, 0))
const roots = degrees.map((degree) => 1 / Math.sqrt(degree))
const X = adjacency.scaleRows(roots).scaleColumns(roots)

const { fit } = await bestOf(10, (seed) => symNMF(X, { rank: 3, seed }), { seed: 1 })
console.log(`accuracy ${clusteringAccuracy(fit.labels, truth).toFixed(3)}`)
console.log(
  `modularity ${modularity(adjacency.toDense(), fit.labels).toFixed(3)}, of the groups named ${modularity(adjacency.toDense(), truth).toFixed(3)}`,
)

// Communities get the colour of the group that most of their books are in.
const majority = [0, 1, 2].map((k) => {
  const counts = groups.map((_, g) => truth.filter((t, i) => t === g && fit.labels[i] === k).length)
  return counts.indexOf(Math.max(...counts))
})
await graphPicture('symNMF-polbooks', {
  adjacency: adjacency.toDense().toRows(),
  groups: Array.from(fit.labels, (k) => majority[k]),
  truth,
  legend: [
    'filled: the group that most of its community are in; outlined: its own group',
    'blue: liberal; orange: conservative; green: neutral',
  ],
})
