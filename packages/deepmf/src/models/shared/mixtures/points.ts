import { leafBases } from '../../../cluster/leaves.js'
import { splitColumns } from '../../../cluster/splitting.js'
import { clusterColumns } from '../../../init/k-means.js'
import { valueOn } from '../../../matrix/internals.js'
import type { Matrix } from '../../../matrix/matrix.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Rounds } from '../../../problem/rounds.js'
import { copyOf } from '../../../problem/transfer.js'
import { columnsOf, extremeColumns } from '../../../select/columns.js'
import { X } from '../names.js'
import type { CheckedSupport } from './support.js'

/** The name of the points in chains: the data itself, or what was chosen from it. */
export const pointsName = ({ name }: CheckedSupport) => (name === 'all' ? X : 'Y')

/** Runs of k-means, of which the best counts. */
const RUNS = 3

/**
 * Defines the points that archetypes are mixtures of, at most `count` of them, and returns which samples they are where
 * they are samples: SNPA looks for extreme ones (De Handschutter, thesis, section 3.4.1), clusterings for central ones.
 */
export function* definePoints(
  expressions: Expressions,
  support: CheckedSupport,
  count: number,
  seed: number,
): Rounds<Uint32Array | undefined> {
  const { arena } = expressions
  const data = expressions.named(X)
  switch (support.name) {
    case 'all':
      return undefined
    case 'given':
      expressions.define('Y', copyOf(arena, valueOn(support.given?.matrix as Matrix, arena.backend)))
      return undefined
    case 'snpa': {
      const chosen = yield* extremeColumns(arena, data, count)
      expressions.define('Y', columnsOf(arena, data, chosen))
      return chosen
    }
    case 'k-means': {
      const settings = { clusters: count, spherical: false, effort: RUNS }
      expressions.define('Y', (yield* clusterColumns(arena, data, settings, seed, 0)).centroids)
      return undefined
    }
    case 'hierarchical-clustering': {
      const { leaves } = yield* splitColumns(arena, data, count, 0)
      expressions.define('Y', leafBases(arena, data, leaves))
      return undefined
    }
  }
}
