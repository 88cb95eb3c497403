import { multiplyColumns, multiplyRows } from '../init/normalise.js'
import type { Arena, Value } from '../problem/arena.js'
import type { Target } from './data.js'

/**
 * Makes the rows of W and the columns of H zero whose row or column of the data has no entry that counts: nothing is
 * known of them. Every update leaves them there, for their gradient is zero.
 */
export function keepKnown(arena: Arena, { known }: Target, { W, H }: { readonly W?: Value; readonly H: Value }): void {
  if (known === undefined) return
  if (W !== undefined) multiplyRows(arena, W, known.rows)
  multiplyColumns(arena, H, known.cols)
}
