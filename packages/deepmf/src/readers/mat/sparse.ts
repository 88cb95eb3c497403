import { type ElementReader, invalidData } from './elements.js'
import { readNumbers } from './numbers.js'
import type { MatSparse } from './types.js'
import type { Header } from './values.js'

/** Reads a sparse matrix; it stays sparse, for many of them would not fit in memory otherwise. */
export function readSparse({ shape, logical }: Header, reader: ElementReader): MatSparse {
  const [rows = 0, cols = 0] = shape
  const rowIndices = readNumbers(reader.next('row indices'), 'row indices', Int32Array) as Int32Array
  const columnStarts = readNumbers(reader.next('column starts'), 'column starts', Int32Array) as Int32Array
  const stored = readNumbers(reader.next('numbers'), 'numbers', logical ? Uint8Array : Float64Array)
  const count = columnStarts[cols] ?? -1
  if (shape.length !== 2 || columnStarts.length !== cols + 1 || columnStarts[0] !== 0) {
    throw invalidData('a sparse matrix has damaged column starts')
  }
  for (let j = 0; j < cols; j++) {
    if ((columnStarts[j + 1] as number) < (columnStarts[j] as number)) {
      throw invalidData(`column ${j} of a sparse matrix ends before it starts`)
    }
  }
  // MATLAB may have set aside room for more entries than there are.
  if (count < 0 || count > rowIndices.length || count > stored.length) {
    throw invalidData('a sparse matrix lacks entries')
  }
  const used = rowIndices.slice(0, count)
  if (used.some((row) => row < 0 || row >= rows)) throw invalidData('a sparse matrix has an entry outside its rows')
  return { type: 'sparse', logical, shape, columnStarts, rowIndices: used, values: stored.slice(0, count) }
}
