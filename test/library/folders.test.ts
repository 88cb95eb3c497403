import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// Arrows point down only. An import of a type counts as any other: whoever reads a folder has to know the types too.

const source = fileURLToPath(new URL('../../packages/deepmf/src', import.meta.url))

/** From each child of a folder to the children that it imports from. */
type Graph = Map<string, Set<string>>

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(source, file), 'utf8')))
const parents = new Set(files.map((file) => dirname(dirname(file))))

test.each([...parents])('src/%s: no folder in it imports what leads back to it', (parent) => {
  expect(cyclesOf(graphOf(parent, imports))).toEqual([])
})

test('a cycle is found, however long, and whatever kind of import makes it', () => {
  const made = [
    importsOf('a/x.ts', "import { y } from '../b/y.js'"),
    importsOf('b/y.ts', "export type { Z } from '../c/deep/z.js'"),
    importsOf('c/deep/z.ts', "const x = await import('../../a/x.js')"),
    importsOf('d/w.ts', "import {\n  type X,\n} from '../a/x.js'"),
    importsOf('e.ts', "import '#platform'"),
    importsOf('platform/node.ts', "import { e } from '../e.js'"),
  ].flat()
  expect(made).toHaveLength(6)
  expect(cyclesOf(graphOf('.', made))).toEqual([
    'a -> b -> c -> a',
    'b -> c -> a -> b',
    'c -> a -> b -> c',
    'platform -> e.ts -> platform',
  ])
})

/** Pairs of a file and what it imports, as paths below `src`. */
function importsOf(file: string, text: string): [from: string, to: string][] {
  const pattern = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+|#platform)'/g
  return [...text.matchAll(pattern)].map(([, path]) => {
    if (path === '#platform') return [file, join('platform', 'node.ts')]
    return [file, join(dirname(file), path as string).replace(/\.js$/, '.ts')]
  })
}

function graphOf(folder: string, pairs: readonly [string, string][]): Graph {
  const graph: Graph = new Map()
  for (const [from, to] of pairs) {
    const [a, b] = [relative(folder, from), relative(folder, to)].map((path) => path.split(sep)[0] as string)
    if (a === '..' || b === '..' || a === b) continue
    graph.set(a as string, (graph.get(a as string) ?? new Set()).add(b as string))
  }
  return graph
}

/** A cycle through each folder that is in any; files that are neighbours may know each other. */
function cyclesOf(graph: Graph): string[] {
  const children = [...graph.keys()].filter((child) => !child.endsWith('.ts')).sort()
  return children.flatMap((folder) => {
    const path = wayBack(graph, folder, folder, new Set())
    return path === undefined ? [] : [[folder, ...path].join(' -> ')]
  })
}

/** The children on a way from `from` to `to`, without the first. */
function wayBack(graph: Graph, from: string, to: string, visited: Set<string>): string[] | undefined {
  for (const next of graph.get(from) ?? []) {
    if (next === to) return [to]
    if (visited.has(next)) continue
    visited.add(next)
    const rest = wayBack(graph, next, to, visited)
    if (rest !== undefined) return [next, ...rest]
  }
  return undefined
}
