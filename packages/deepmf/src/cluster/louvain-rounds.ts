/** An undirected graph: the neighbours of every node with their weights, itself among them where it has a loop. */
export interface Graph {
  readonly nodes: number
  readonly starts: ArrayLike<number>
  readonly indices: ArrayLike<number>
  readonly values: Float64Array
  /** Sums of weights. */
  readonly degrees: Float64Array
}

/** A gain below this share of a node's degree is rounding: without it two communities could swap a node for ever. */
const ROUNDING = 1e-12

/** Every node in the community that it moved to, or alone, the communities counted as they appear. */
export function moved(graph: Graph, resolution: number, total: number): Uint32Array {
  const { nodes, degrees } = graph
  const community = Uint32Array.from({ length: nodes }, (_, i) => i)
  const sums = degrees.slice()
  const sizes = new Uint32Array(nodes).fill(1)
  const links = new Float64Array(nodes)
  for (let moves = total > 0 ? 1 : 0; moves > 0; ) {
    moves = 0
    for (let i = 0; i < nodes; i++) {
      const [from, degree] = [community[i] as number, degrees[i] as number]
      const near = neighbours(graph, i, community, links)
      sums[from] = (sums[from] as number) - degree
      const gain = (c: number) => (links[c] as number) - (resolution * degree * (sums[c] as number)) / total
      let [best, most] = [from, gain(from) + ROUNDING * degree]
      for (const c of near) {
        if (gain(c) > most) [best, most] = [c, gain(c)]
      }
      // What stays with a loss is better off alone. Then some community is empty: there are as many as nodes.
      if (most < 0) best = sizes.indexOf(0)
      sizes[from] = (sizes[from] as number) - 1
      sizes[best] = (sizes[best] as number) + 1
      sums[best] = (sums[best] as number) + degree
      community[i] = best
      if (best !== from) moves += 1
      for (const c of near) links[c] = 0
    }
  }
  return counted(community)
}

/** The communities near node i in rising order; `links` gets the weight of its edges to each. */
function neighbours(
  { starts, indices, values }: Graph,
  i: number,
  community: Uint32Array,
  links: Float64Array,
): number[] {
  const near: number[] = []
  for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
    const j = indices[k] as number
    if (j === i || values[k] === 0) continue
    const c = community[j] as number
    if (links[c] === 0) near.push(c)
    links[c] = (links[c] as number) + (values[k] as number)
  }
  return near.sort((a, b) => a - b)
}

/** The graph whose nodes are communities: weights between them are added, those inside become loops. */
export function joined({ nodes, starts, indices, values }: Graph, communities: Uint32Array): Graph {
  const count = communities.reduce((most, c) => Math.max(most, c + 1), 0)
  const rows = Array.from({ length: count }, () => new Map<number, number>())
  for (let i = 0; i < nodes; i++) {
    const row = rows[communities[i] as number] as Map<number, number>
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const c = communities[indices[k] as number] as number
      row.set(c, (row.get(c) ?? 0) + (values[k] as number))
    }
  }
  const sorted = rows.map((row) => [...row].sort(([a], [b]) => a - b))
  const first = new Uint32Array(count + 1)
  sorted.forEach((row, c) => {
    first[c + 1] = (first[c] as number) + row.length
  })
  return {
    nodes: count,
    starts: first,
    indices: Uint32Array.from(sorted.flatMap((row) => row.map(([c]) => c))),
    values: Float64Array.from(sorted.flatMap((row) => row.map(([, weight]) => weight))),
    degrees: Float64Array.from(sorted, (row) => row.reduce((sum, [, weight]) => sum + weight, 0)),
  }
}

/** The same partition with communities counted as they appear. */
function counted(community: Uint32Array): Uint32Array {
  const names = new Map<number, number>()
  return community.map((c) => {
    const name = names.get(c) ?? names.size
    names.set(c, name)
    return name
  })
}
