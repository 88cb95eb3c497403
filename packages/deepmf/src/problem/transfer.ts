import type { Arena, Value } from './arena.js'

/** The entries of `value`, row by row. float32 entries widen exactly. */
export function download(arena: Arena, value: Value): Float64Array {
  const { kernels } = arena.backend
  return arena.precision === 64 ? kernels.download64(value.id) : Float64Array.from(kernels.download32(value.id))
}

/** A matrix of the arena with the entries of `data`, row by row. */
export function upload(arena: Arena, rows: number, cols: number, data: Float64Array): Value {
  const { kernels } = arena.backend
  const id =
    arena.precision === 64 ? kernels.upload64(rows, cols, data) : kernels.upload32(rows, cols, Float32Array.from(data))
  return arena.own({ id, rows, cols })
}

/** The entries of a dense matrix once more. */
export function copyOf(arena: Arena, { id, rows, cols }: Value): Value {
  const copy = arena.allocate(rows, cols)
  arena.backend.kernels.copy(copy.id, id)
  return copy
}

/** The first `count` rows of `value`; rows of zeros where it has fewer. */
export function rowsOf(arena: Arena, value: Value, count: number): Value {
  const { kernels } = arena.backend
  const pick = new Float64Array(count * value.rows)
  for (let i = 0; i < Math.min(count, value.rows); i++) pick[i * value.rows + i] = 1
  const picker = upload(arena, count, value.rows, pick)
  const rows = arena.allocate(count, value.cols)
  kernels.gemm(rows.id, false, false, 1, picker.id, value.id, 0)
  arena.discard(picker)
  return rows
}
