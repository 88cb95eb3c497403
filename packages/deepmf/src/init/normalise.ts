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

/** All of them, by name. */
export const NORMALISATION_NAMES = [
  'none',
  'H-columns',
  'H-rows',
  'W-columns',
  'W-rows',
] as const satisfies readonly Normalisation[]

/**
 * Brings a start into the set that `normalisation` asks for without changing the product W H, and
 * returns the D by which W was multiplied from the right (and H divided from the left).
 *
 * Where the set only bounds sums, `fill` says whether a start below the bound is brought up to it. A
 * start that the model makes is, so that the fit does not hang on the unit of the data; a start that
 * the caller gives stays where it is when it lies in the set.
 */
export function normaliseStart(
  arena: Arena,
  { W, H }: Start,
  normalisation: Normalisation,
  fill: boolean,
): Float64Array {
  const diagonal = scaling(arena, W, H, normalisation, fill)
  multiplyColumns(arena, W, diagonal)
  multiplyRows(arena, H, diagonal.map(invert))
  if (normalisation === 'H-rows') spreadEmptyRows(arena, H, W)
  if (normalisation === 'W-columns') spreadEmptyColumns(arena, W, H)
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

function scaling(arena: Arena, W: Value, H: Value, normalisation: Normalisation, fill: boolean): Float64Array {
  const rank = W.cols
  const bound = (sum: number) => (fill && sum > 0 ? sum : Math.max(1, sum))
  switch (normalisation) {
    case 'H-columns':
      return new Float64Array(rank).fill(bound(largest(sums(arena, H, 'columns'))))
    case 'W-rows':
      return new Float64Array(rank).fill(1 / bound(largest(sums(arena, W, 'rows'))))
    case 'H-rows':
      return sums(arena, H, 'rows').map((sum) => (sum > 0 ? sum : 1))
    case 'W-columns':
      return sums(arena, W, 'columns').map((sum) => (sum > 0 ? 1 / sum : 1))
    case 'none':
      return new Float64Array(rank).fill(1)
  }
}

/** A row of zeros has no sum to scale: it gets equal entries, and the column of W that goes with it zeros. */
function spreadEmptyRows(arena: Arena, H: Value, W: Value): void {
  const empty = sums(arena, H, 'rows').map((sum) => (sum > 0 ? 0 : 1))
  if (!empty.includes(1)) return
  addOuter(arena, H, empty, new Float64Array(H.cols).fill(1 / H.cols))
  multiplyColumns(
    arena,
    W,
    empty.map((one) => 1 - one),
  )
}

/** The same for a column of W and the row of H. */
function spreadEmptyColumns(arena: Arena, W: Value, H: Value): void {
  const empty = sums(arena, W, 'columns').map((sum) => (sum > 0 ? 0 : 1))
  if (!empty.includes(1)) return
  addOuter(arena, W, new Float64Array(W.rows).fill(1 / W.rows), empty)
  multiplyRows(
    arena,
    H,
    empty.map((one) => 1 - one),
  )
}

/** A <- A + u vᵀ. */
function addOuter(arena: Arena, A: Value, u: Float64Array, v: Float64Array): void {
  const [column, row] = [upload(arena, A.rows, 1, u), upload(arena, 1, A.cols, v)]
  arena.backend.kernels.gemm(A.id, false, false, 1, column.id, row.id, 1)
  for (const value of [column, row]) arena.discard(value)
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
