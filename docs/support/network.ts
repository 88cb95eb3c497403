import { readFile } from 'node:fs/promises'

/** A network: the names of its nodes, the groups that the file gives them, and its edges. */
export interface Network {
  readonly names: readonly string[]
  readonly groups: readonly string[]
  readonly edges: readonly (readonly [number, number])[]
  /** 1 where two nodes are linked, else 0: symmetric. */
  readonly adjacency: number[][]
}

/** One of the small networks in `docs/data`. */
export async function network(name: 'karate' | 'dolphins' | 'football' | 'polbooks'): Promise<Network> {
  const text = await readFile(new URL(`../data/${name}.gml`, import.meta.url), 'utf8')
  const nodes = blocks(text, 'node')
  const index = new Map(nodes.map((node, i) => [field(node, 'id'), i]))
  const ends = blocks(text, 'edge').map((edge) => [at(edge, 'source'), at(edge, 'target')] as const)
  const adjacency = nodes.map(() => nodes.map(() => 0))
  for (const [a, b] of ends) {
    adjacency[a][b] = 1
    adjacency[b][a] = 1
  }
  return {
    names: nodes.map((node) => field(node, 'label') ?? (field(node, 'id') as string)),
    groups: nodes.map((node) => field(node, 'value') ?? ''),
    edges: ends,
    adjacency,
  }

  function at(edge: string, end: string): number {
    return index.get(field(edge, end)) as number
  }
}

const blocks = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`\\b${kind}\\s*\\[([^\\]]*)\\]`, 'g'))].map(([, inside]) => inside as string)

const field = (block: string, name: string) =>
  new RegExp(`\\b${name}\\s+(?:"([^"]*)"|(\\S+))`).exec(block)?.slice(1).find(Boolean)
