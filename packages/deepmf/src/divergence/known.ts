import { multiplyColumns, multiplyRows } from '../init/normalise.js'
import { valueOn } from '../matrix/internals.js'
import type { Arena, Value } from '../problem/arena.js'
import type { Target } from './target.js'

/**
 * Makes the rows of W and the columns of H zero whose row or column of the data has no entry that counts: nothing is
 * known of them. Every update leaves them there, for their gradient is zero.
 */
export function keepKnown(arena: Arena, target: Target, { W, H }: { readonly W?: Value; readonly H: Value }): void {
  const known = target.known ?? storedLines(arena, target)
  if (known === undefined) return
  if (W !== undefined) multiplyRows(arena, W, known.rows)
  multiplyColumns(arena, H, known.cols)
}

/** Where only stored cells count: 1 for the rows and for the columns that have some. */
function storedLines(arena: Arena, { data, weights, cells }: Target): Target['known'] {
  const places = valueOn(weights ?? data, arena.backend)
  if (places.entries === undefined || (weights === undefined && cells === 'all')) return undefined
  const { kernels } = arena.backend
  const turned = kernels.sparseTransposed(places.id)
  try {
    return { rows: filled(kernels.sparseStarts(places.id)), cols: filled(kernels.sparseStarts(turned)) }
  } finally {
    kernels.release(turned)
  }
}

/** 1 for every line that has an entry. */
const filled = (starts: Uint32Array) =>
  Float64Array.from({ length: starts.length - 1 }, (_, i) => (starts[i + 1] === starts[i] ? 0 : 1))
