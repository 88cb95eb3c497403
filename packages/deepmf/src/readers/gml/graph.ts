import { DeepMFError } from '../../errors.js'
import { SparseMatrix } from '../../matrix/sparse/sparse-matrix.js'
import { type GmlList, type GmlValue, parseGml } from './parse.js'

/** A node of a graph. */
export interface GraphNode {
  readonly id: number
  /** Its name; the id where the file has none. */
  readonly label: string
  /** All that the file says of it, a list where it says it more than once. */
  readonly attributes: Readonly<Record<string, GmlValue | readonly GmlValue[]>>
}

/** A graph that was read. */
export interface Graph {
  /** Nodes x nodes: the weight of the edge from one node to another, of both ways where the graph has no directions. */
  readonly adjacency: SparseMatrix
  /** In the order of the file, which is that of the rows and columns. */
  readonly nodes: readonly GraphNode[]
  readonly directed: boolean
}

/**
 * Reads a graph from a file in the graph modelling language (GML), such as those of M. Newman's collection.
 *
 * An edge weighs what its `weight`, or else `value`, says, else 1; edges between the same nodes are added.
 *
 * @param file its text, or its bytes in UTF-8
 * @throws DeepMFError `ERR_INVALID_DATA` naming the line where the text is no GML, or the node or edge that is incomplete
 *
 * @example
 * const { adjacency, nodes } = readGraph(await readFile('dolphins.gml'))
 * const groups = nodes.map(({ attributes }) => attributes.group)
 */
export function readGraph(file: string | Uint8Array): Graph {
  if (typeof file !== 'string' && !(file instanceof Uint8Array)) throw invalid('no text and no bytes', 'a GML file')
  const pairs = parseGml(typeof file === 'string' ? file : new TextDecoder().decode(file))
  const graph = listsOf(pairs, 'graph')[0]
  if (graph === undefined) throw invalid('no graph', 'graph [ ... ]')
  const nodes = listsOf(graph, 'node').map(nodeOf)
  if (nodes.length === 0) throw invalid('no node', 'node [ id ... ]')
  const directed = numberOf(graph, 'directed') === 1
  const index = new Map(nodes.map(({ id }, i) => [id, i]))
  if (index.size < nodes.length) throw invalid('two nodes with one id', 'ids that differ')
  const [rowIndices, columnIndices, values]: [number[], number[], number[]] = [[], [], []]
  for (const [e, edge] of listsOf(graph, 'edge').entries()) {
    const [from, to] = (['source', 'target'] as const).map((end) => {
      const at = index.get(numberOf(edge, end) ?? Number.NaN)
      if (at === undefined) throw invalid(`edge ${e} without a node as ${end}`, `${end} and the id of a node`)
      return at
    }) as [number, number]
    const weight = numberOf(edge, 'weight') ?? numberOf(edge, 'value') ?? 1
    const ways =
      directed || from === to
        ? [[from, to]]
        : [
            [from, to],
            [to, from],
          ]
    for (const [i, j] of ways) {
      rowIndices.push(i as number)
      columnIndices.push(j as number)
      values.push(weight)
    }
  }
  const { length } = nodes
  const adjacency = SparseMatrix.fromCOO({ rows: length, cols: length, rowIndices, columnIndices, values })
  return { adjacency, nodes, directed }
}

function nodeOf(pairs: GmlList, i: number): GraphNode {
  const id = numberOf(pairs, 'id')
  if (id === undefined) throw invalid(`node ${i} without an id`, 'id and a number')
  const values = new Map<string, GmlValue[]>()
  for (const [key, value] of pairs) values.set(key, [...(values.get(key) ?? []), value])
  const attributes = Object.fromEntries(
    [...values].map(([key, all]) => [key, all.length > 1 ? all : (all[0] as GmlValue)]),
  )
  const label = pairs.find(([key]) => key === 'label')?.[1]
  return { id, label: typeof label === 'string' ? label : String(label ?? id), attributes }
}

const listsOf = (pairs: GmlList, name: string): GmlList[] =>
  pairs.filter(([key, value]) => key === name && typeof value === 'object').map(([, value]) => value as GmlList)

function numberOf(pairs: GmlList, name: string): number | undefined {
  const value = pairs.find(([key]) => key === name)?.[1]
  return typeof value === 'number' ? value : undefined
}

const invalid = (received: string, allowed: string) =>
  new DeepMFError('ERR_INVALID_DATA', { message: `GML: ${received}, allowed: ${allowed}`, received, allowed })
