import { nearestDirections, rankOneBases } from '../cluster/bases.js'
import { factorsOf, type Grouping, gramOf, mergeColumns } from '../cluster/merging.js'
import type { Arena, Value } from '../problem/arena.js'
import type { Rounds } from '../problem/rounds.js'
import { download, rowsOf } from '../problem/transfer.js'
import { drawColumns } from './column-subset.js'
import { fillColumns } from './fill.js'
import { clusterColumns, widen } from './k-means.js'
import type { Initialiser, Start } from './start.js'

/** How many times as many columns (or clusters) as `rank` the merging begins with, where it does not begin with all. */
const MULTIPLE = 6

/**
 * The successive orthogonal decomposition algorithm (De Handschutter, thesis, algorithm 13): the
 * target's columns are merged pair by pair, each time the pair that costs least, until `rank` are
 * left. H has one entry in each column and rows of length one, W = S Hᵀ.
 *
 * It keeps the n x n inner products of the target's n columns.
 */
export function soda(seed: number): Initialiser {
  return {
    name: 'soda',
    *start(arena, target, rank, layer) {
      const grouping = yield* merged(arena, target, rank)
      return widened(arena, target, factorsOf(arena, target, grouping), rank, seed, layer)
    },
  }
}

/** The same of a few columns drawn at random, to whose directions all columns are then assigned (section 6.1.3.1). */
export function randomSoda(seed: number): Initialiser {
  return {
    name: 'random-soda',
    *start(arena, target, rank, layer) {
      const columns = drawColumns(arena, target.cols, fewer(target, rank), seed, 2 * layer + 1)
      const sample = arena.allocate(target.rows, columns.length)
      arena.backend.kernels.selectColumns(sample.id, target.id, columns)
      const { W, H } = factorsOf(arena, sample, yield* merged(arena, sample, rank))
      const labels = nearestDirections(arena, target, W)
      for (const value of [sample, H]) arena.discard(value)
      return widened(arena, target, rankOneBases(arena, target, labels, W), rank, seed, layer)
    },
  }
}

/** The same of the clusters that spherical k-means finds first (section 6.1.2.2). */
export function clusteringSoda(seed: number): Initialiser {
  return {
    name: 'clustering-soda',
    *start(arena, target, rank, layer) {
      const settings = { clusters: fewer(target, rank), spherical: true, effort: 1 }
      const { centroids, labels } = yield* clusterColumns(arena, target, settings, seed, layer)
      const first = Uint32Array.from(download(arena, labels))
      const bases = rankOneBases(arena, target, first, centroids)
      const { labels: second } = yield* merged(arena, bases.W, rank)
      const together = first.map((label) => second[label] as number)
      const clusters = Math.min(rank, bases.W.cols)
      const start = arena.allocate(target.rows, clusters)
      arena.backend.kernels.selectColumns(start.id, bases.W.id, firstOfEach(second, clusters))
      for (const value of [labels, bases.W, bases.H]) arena.discard(value)
      return widened(arena, target, rankOneBases(arena, target, together, start), rank, seed, layer)
    },
  }
}

const fewer = (target: Value, rank: number) => Math.min(target.cols, MULTIPLE * rank)

function* merged(arena: Arena, X: Value, rank: number): Rounds<Grouping> {
  const gram = gramOf(arena, X)
  const [grouping] = yield* mergeColumns(arena, gram, [Math.min(rank, X.cols)])
  arena.discard(gram)
  return grouping as Grouping
}

/** The first index with each label. */
const firstOfEach = (labels: Uint32Array, count: number) =>
  Uint32Array.from({ length: count }, (_, label) => labels.indexOf(label))

/** A start with fewer clusters than `rank`, where there are fewer columns: what is missing is random, with no weight. */
function widened(arena: Arena, target: Value, start: Start, rank: number, seed: number, layer: number): Start {
  if (start.W.cols === rank) return start
  const W = widen(arena, start.W, rank)
  fillColumns(arena, target, W, start.W.cols, seed, layer)
  const H = rowsOf(arena, start.H, rank)
  for (const value of [start.W, start.H]) arena.discard(value)
  return { W, H }
}
