import { bestOf, clusteringAccuracy, readGraph, symTriNMF } from 'deepmf'
import { networkFile } from '../support/index.js'

// American college football: an edge is a game; teams play most within their conference.
const { adjacency, nodes } = readGraph(await networkFile('football'))
const truth = nodes.map(({ attributes }) => Number(attributes.value))
const { fit } = await bestOf(5, (seed) => symTriNMF(adjacency, { rank: 12, seed }), { seed: 1 })
console.log(`accuracy ${clusteringAccuracy(fit.labels, truth).toFixed(3)}`)

// The diagonal of S: games within a community; the rest: between two of them.
const S = fit.S.toRows()
const within = S.reduce((sum, row, k) => sum + row[k], 0)
const all = S.flat().reduce((sum, value) => sum + value, 0)
console.log(`${((100 * within) / all).toFixed(0)}% of the weight of S is on its diagonal`)
