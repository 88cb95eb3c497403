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
