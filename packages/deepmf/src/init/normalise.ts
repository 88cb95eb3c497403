import type { Arena, Value } from '../problem/arena.js'
import { download, upload } from '../problem/transfer.js'
import type { Start } from './start.js'

/**
 * How the scale of every layer is fixed. In `W H = (W D)(D⁻¹ H)` any positive diagonal D is free,
 * and a deep loss would use that freedom to make its later terms vanish.
 */
export type Normalisation =
  /** Columns of H sum to at most one (De Handschutter, thesis, section 5.3). */
  | 'H-columns'
  /** Rows of W sum to at most one: the mirror image of `H-columns`. */
  | 'W-rows'
  /** Columns of W sum to one (thesis, section 6.3). */
  | 'W-columns'
  /** Rows of H sum to one (Leplat et al., arXiv:2309.08249). */
  | 'H-rows'
  /** Nonnegative only. */
  | 'none'

/**
 * Brings a start into the set that `normalisation` asks for without changing the product W H, and
 * returns the D by which W was multiplied from the right (and H divided from the left).
 */
export function normaliseStart(arena: Arena, { W, H }: Start, normalisation: Normalisation): Float64Array {
  const diagonal = scaling(arena, W, H, normalisation)
  multiplyColumns(arena, W, diagonal)
  multiplyRows(arena, H, diagonal.map(invert))
  return diagonal
}

/** W <- W D. */
export function multiplyColumns(arena: Arena, W: Value, diagonal: Float64Array): void {
  const scale = upload(arena, 1, W.cols, diagonal)
  arena.backend.kernels.scaleColumns(W.id, scale.id)
  arena.discard(scale)
}

/** H <- D H. */
export function multiplyRows(arena: Arena, H: Value, diagonal: Float64Array): void {
  const scale = upload(arena, 1, H.rows, diagonal)
  arena.backend.kernels.scaleRows(H.id, scale.id)
  arena.discard(scale)
}

function scaling(arena: Arena, W: Value, H: Value, normalisation: Normalisation): Float64Array {
  const rank = W.cols
  switch (normalisation) {
    case 'H-columns':
      return new Float64Array(rank).fill(Math.max(1, largest(sums(arena, H, 'columns'))))
    case 'W-rows':
      return new Float64Array(rank).fill(1 / Math.max(1, largest(sums(arena, W, 'rows'))))
    case 'H-rows':
      // A row of zeros has no scale to move; the projection of the first update gives it one.
      return sums(arena, H, 'rows').map((sum) => (sum > 0 ? sum : 1))
    case 'W-columns':
      return sums(arena, W, 'columns').map((sum) => (sum > 0 ? 1 / sum : 1))
    case 'none':
      return new Float64Array(rank).fill(1)
  }
}

function sums(arena: Arena, value: Value, along: 'rows' | 'columns'): Float64Array {
  const out = along === 'rows' ? arena.allocate(value.rows, 1) : arena.allocate(1, value.cols)
  if (along === 'rows') arena.backend.kernels.rowSums(out.id, value.id)
  else arena.backend.kernels.columnSums(out.id, value.id)
  const result = download(arena, out)
  arena.discard(out)
  return result
}

function largest(values: Float64Array): number {
  let max = 0
  for (const value of values) max = Math.max(max, value)
  return max
}

const invert = (value: number) => 1 / value
