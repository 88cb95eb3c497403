import type { Backend } from '../../backend/backend.js'
import type { Lines } from './types.js'

/** Entries of one call, about: what a call takes is copied on its way into WebAssembly. */
const PIECE = 2 ** 20

/** Copies rows into a backend's memory, piece by piece; returns the id there. */
export function upload(backend: Backend, lines: Lines): number {
  const { kernels } = backend
  const { count, length, starts, indices, values } = lines
  const single = values instanceof Float32Array
  const id = kernels.sparseAllocate(count, length, values.length, single ? 32 : 64, 'rows')
  try {
    for (let first = 0; first < count; ) {
      const last = endOfPiece(starts, first, count)
      const [from, to] = [starts[first] as number, starts[last] as number]
      const counts = new Uint32Array(last - first)
      for (let i = first; i < last; i++) counts[i - first] = (starts[i + 1] as number) - (starts[i] as number)
      const columns = indices.subarray(from, to)
      if (single) kernels.sparseAppendRows32(id, counts, columns, values.subarray(from, to))
      else kernels.sparseAppendRows64(id, counts, columns, values.subarray(from, to))
      first = last
    }
    kernels.sparseFinish(id)
    return id
  } catch (error) {
    kernels.release(id)
    throw error
  }
}

/** The row at which a piece that begins with row `first` ends: one row at least. */
function endOfPiece(starts: Uint32Array, first: number, count: number): number {
  const most = (starts[first] as number) + PIECE
  let last = first + 1
  while (last < count && last - first < PIECE && (starts[last + 1] as number) <= most) last += 1
  return last
}
