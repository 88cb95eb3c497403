import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'
import { download } from '../problem/transfer.js'

/** A cluster of columns, and the two that it was split into. */
export interface SplitNode {
  /** The columns, ascending. */
  readonly members: Uint32Array
  /** The square of the largest singular value of the columns: what one basis vector explains of them. */
  readonly explained: number
  /** Empty for a leaf. */
  readonly children: readonly SplitNode[]
}

interface Open {
  readonly members: Uint32Array
  readonly explained: number
  /** The parts that it would fall into; nothing where it cannot be cut. */
  readonly parts: readonly [Uint32Array, Uint32Array] | undefined
  /** The same, evaluated: once the cluster is a leaf. */
  halves?: readonly [Open, Open] | undefined
  split: boolean
}

/**
 * Splits the columns of X in two, and one of the parts again, until there are `clusters` of them or none can be cut:
 * always the part for which σ₁² of its two halves together exceeds its own by most.
 */
export function* splitColumns(
  arena: Arena,
  X: Value,
  clusters: number,
  sweeps: number,
): Rounds<{ readonly root: SplitNode; readonly leaves: readonly SplitNode[] }> {
  const root = yield* evaluate(
    arena,
    X,
    Uint32Array.from({ length: X.cols }, (_, j) => j),
    sweeps,
  )
  let leaves = [root]
  while (leaves.length < clusters) {
    for (const leaf of leaves) {
      if (leaf.parts === undefined || leaf.halves !== undefined) continue
      leaf.halves = [yield* evaluate(arena, X, leaf.parts[0], sweeps), yield* evaluate(arena, X, leaf.parts[1], sweeps)]
    }
    const best = leaves.reduce<Open | undefined>((best, leaf) => (gain(leaf) > gain(best) ? leaf : best), undefined)
    if (best?.halves === undefined) break
    best.split = true
    leaves = leaves.flatMap((leaf) => (leaf === best ? (best.halves ?? []) : [leaf]))
  }
  const nodes = new Map<Open, SplitNode>()
  const close = (open: Open): SplitNode => {
    const children = open.split ? (open.halves ?? []).map(close) : []
    const node = { members: open.members, explained: open.explained, children }
    nodes.set(open, node)
    return node
  }
  return { root: close(root), leaves: leaves.map((leaf) => nodes.get(leaf) as SplitNode) }
}

/** By how much a split explains more; nothing for what cannot be cut. */
function gain(leaf: Open | undefined): number {
  if (leaf?.halves === undefined) return Number.NEGATIVE_INFINITY
  return leaf.halves[0].explained + leaf.halves[1].explained - leaf.explained
}

/** What one basis vector explains of some columns, and how they would be cut: by a factorization of rank two. */
function* evaluate(arena: Arena, X: Value, members: Uint32Array, sweeps: number): Rounds<Open> {
  const { kernels } = arena.backend
  const columns = arena.allocate(X.rows, members.length)
  const [W, H] = [arena.allocate(X.rows, 2), arena.allocate(2, members.length)]
  const sides = arena.allocate(1, members.length)
  kernels.selectColumns(columns.id, X.id, members)
  const explained = kernels.rankTwo(W.id, H.id, columns.id, sweeps)
  const threshold = kernels.splitByRatio(sides.id, H.id)
  const labels = download(arena, sides)
  for (const value of [columns, W, H, sides]) arena.discard(value)
  yield
  const side = (label: number) => members.filter((_, j) => labels[j] === label)
  return { members, explained, parts: threshold < 0 ? undefined : [side(0), side(1)], split: false }
}
