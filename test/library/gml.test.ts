import { readGraph } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { dataFile } from '../support/data.js'

const small = `Creator "somebody"
# a line that says nothing
graph
[
  directed 0
  node [ id 3 label "A &quot;B&quot; &#233;" group 1 group 2 ]
  node
  [
    id 1
    label "two
lines" ]
  node [ id 7 __x 1 constructor 5 ]
  edge [ source 3 target 1 ]
  edge [ source 1 target 7 value 2.5 ]
  edge [ source 7 target 7 weight 1e-1 value 3 ]
  edge [ source 1 target 3 ]
]`.replace('__x', 'x__')

describe('readGraph', () => {
  test('nodes, attributes, weights, loops, and edges that come twice', () => {
    const { adjacency, nodes, directed } = readGraph(small)
    expect(directed).toBe(false)
    expect(adjacency.toDense().toRows()).toEqual([
      [0, 2, 0],
      [2, 0, 2.5],
      [0, 2.5, 0.1],
    ])
    expect(nodes.map(({ id, label }) => [id, label])).toEqual([
      [3, 'A "B" é'],
      [1, 'two\nlines'],
      [7, '7'],
    ])
    expect(nodes[0].attributes.group).toEqual([1, 2])
    expect(nodes[2].attributes).toEqual({ id: 7, x__: 1, constructor: 5 })
  })

  test('directed edges go one way; bytes are read as UTF-8', () => {
    const { adjacency, directed } = readGraph(new TextEncoder().encode(small.replace('directed 0', 'directed 1')))
    expect(directed).toBe(true)
    expect(adjacency.toDense().toRows()).toEqual([
      [0, 1, 0],
      [1, 0, 2.5],
      [0, 0, 0.1],
    ])
  })

  test.each([
    { what: 'nothing', file: '', says: /no graph/ },
    { what: 'no text', file: 7 as never, says: /a GML file/ },
    { what: 'no node', file: 'graph [ ]', says: /no node/ },
    { what: 'a node without an id', file: 'graph [ node [ label "a" ] ]', says: /node 0 without an id/ },
    { what: 'two nodes with one id', file: 'graph [ node [ id 1 ] node [ id 1 ] ]', says: /one id/ },
    {
      what: 'an edge to nowhere',
      file: 'graph [ node [ id 1 ] edge [ source 1 target 2 ] ]',
      says: /edge 0 .* target/,
    },
    { what: 'a list that does not end', file: 'graph [\n node [ id 1 ]\n', says: /line 2 .*every '\['/ },
    { what: 'a text that does not end', file: 'graph [\n\n label "x ]', says: /line 3 .*ends/ },
    { what: 'a number as a key', file: 'graph [\n 3 4 ]', says: /line 2 has "3"/ },
    { what: 'a key without a value', file: 'graph', says: /after graph/ },
    { what: 'a word as a value', file: 'graph [ id one ]', says: /"one"/ },
    { what: 'an infinite number', file: 'graph [ id 1e999 ]', says: /1e999/ },
    { what: 'a deep nest', file: 'a [ '.repeat(1e5), says: /64 lists/ },
  ])('$what is refused', ({ file, says }) => {
    expect(() => readGraph(file)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_DATA' }))
    expect(() => readGraph(file)).toThrow(says)
  })

  test.for([
    { name: 'karate', nodes: 34, edges: 78 },
    { name: 'dolphins', nodes: 62, edges: 159 },
    { name: 'football', nodes: 115, edges: 613 },
    { name: 'polbooks', nodes: 105, edges: 441 },
  ])('$name', async ({ name, nodes, edges }, context) => {
    const graph = readGraph(await dataFile(context, `networks/${name}.gml`))
    expect(graph.nodes).toHaveLength(nodes)
    const { values, rowIndices, columnIndices } = graph.adjacency.toCOO()
    expect(Float64Array.from(values).reduce((sum, value) => sum + value, 0) / 2).toBe(edges)
    expect(rowIndices.some((i, k) => i === columnIndices[k])).toBe(false)
    expect(graph.adjacency.transpose().toDense().toRows()).toEqual(graph.adjacency.toDense().toRows())
  })
})
