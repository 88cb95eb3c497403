import { invalidOption } from '../../../errors.js'
import { INIT_NAMES, type InitName, initialiserByName } from '../../../init/by-name.js'
import { communityColumns } from '../../../init/louvain.js'
import { multiplyColumns, multiplyRows } from '../../../init/normalise.js'
import { isMatrix, valueOn } from '../../../matrix/internals.js'
import type { Matrix, MatrixLike } from '../../../matrix/matrix.js'
import { type Check, inWords } from '../../../options/index.js'
import type { Value } from '../../../problem/arena.js'
import type { Expressions } from '../../../problem/expressions.js'
import { normsSquared } from '../../../problem/products.js'
import type { Rounds } from '../../../problem/rounds.js'
import { copyOf, download } from '../../../problem/transfer.js'
import type { Data } from '../input/data.js'
import { givenFactor } from '../input/init-options.js'
import { X } from '../names.js'

/** Where a symmetric fit starts: by name, or from a W that the caller has. */
export type SymmetricInit = SymmetricInitName | { W: MatrixLike }

/** A start of any model, or the communities that Louvain's method finds. */
export type SymmetricInitName = InitName | 'louvain'

const NAMES: readonly SymmetricInitName[] = [...INIT_NAMES, 'louvain']

/** The same as checked. */
export interface CheckedSymmetricInit {
  readonly name: SymmetricInitName | 'given'
  readonly W?: Matrix
  /** What was converted for the fit alone. */
  readonly temporaries: readonly Matrix[]
}

/** A validator for {@link SymmetricInit}. */
export function symmetricInitOption(
  nodes: number,
  rank: number,
  precision: Matrix['precision'],
): Check<CheckedSymmetricInit> {
  const allowed = `${inWords(NAMES)}, or { W }`
  return (option, value) => {
    const name = value === undefined ? 'random' : NAMES.find((known) => known === value)
    if (name !== undefined) return { name, temporaries: [] }
    if (typeof value !== 'object' || value === null || !('W' in value)) throw invalidOption(option, value, allowed)
    const W = givenFactor(`${option}.W`, value.W, nodes, rank, precision)
    return { name: 'given', W, temporaries: isMatrix(value.W) ? [] : [W] }
  }
}

/**
 * Defines W in `expressions` so that W Wᵀ is near to the data: the mean of W and Hᵀ of a start of X ≈ W H, once both have
 * columns of the same lengths, times the best number. A W that is given stays as it is.
 */
export function* startSymmetric(
  expressions: Expressions,
  init: CheckedSymmetricInit,
  rank: number,
  seed: number,
  graph: Data,
): Rounds<void> {
  const { arena, kernels } = expressions
  const data = expressions.named(X)
  if (init.W !== undefined) {
    expressions.define('W', copyOf(arena, valueOn(init.W, arena.backend)))
    return
  }
  if (init.name === 'louvain') {
    expressions.define('W', communityColumns(arena, data, graph, rank, seed))
    return
  }
  const start = yield* initialiserByName(init.name as InitName, seed).start(arena, data, rank, 0)
  const { W } = start
  const balance = balanceOf(expressions, W, start.H)
  multiplyColumns(arena, W, balance)
  multiplyRows(
    arena,
    start.H,
    balance.map((factor) => 1 / factor),
  )
  const turned = arena.allocate(W.rows, W.cols)
  kernels.transpose(turned.id, start.H.id)
  kernels.axpby(W.id, 0.5, turned.id, 0.5)
  for (const value of [turned, start.H]) arena.discard(value)
  expressions.define('W', W)
}

/** What W's columns are to be multiplied by, and rows of H divided, for both to have the same length. */
function balanceOf({ arena, kernels }: Expressions, W: Value, H: Value): Float64Array {
  const [inW, inH] = [arena.allocate(1, W.cols), arena.allocate(1, W.cols)]
  normsSquared(kernels, inW, W, 'columns')
  normsSquared(kernels, inH, H, 'rows')
  const [w, h] = [download(arena, inW), download(arena, inH)]
  for (const value of [inW, inH]) arena.discard(value)
  return w.map((square, k) => {
    const other = h[k] as number
    return square > 0 && other > 0 ? Math.sqrt(Math.sqrt(other / square)) : 1
  })
}

/** W ← W √a for the a that brings a W Wᵀ nearest to the data. */
export function scaleSymmetric(expressions: Expressions): void {
  const { arena, kernels } = expressions
  const W = expressions.named('W')
  const inner = kernels.inner(expressions.cross([X], [], ['H']).id, W.id)
  const norm = kernels.normSquared(expressions.leftGram(['W']).id)
  const scale = norm > 0 && inner > 0 ? Math.sqrt(inner / norm) : 1
  multiplyColumns(arena, W, new Float64Array(W.cols).fill(scale))
  expressions.touch('W')
}
