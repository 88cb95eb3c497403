import { isSparseMatrix } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { SparseMatrix } from '../../matrix/sparse/sparse-matrix.js'

/** In how many documents terms are, alone and two together. */
export interface Occurrences {
  readonly documents: number
  of(term: number): number
  together(a: number, b: number): number
}

/** Counts the documents (columns of X) in which the terms (rows) have a number above 0. */
export function occurrences(X: Matrix | SparseMatrix, terms: Iterable<number>): Occurrences {
  const rows = isSparseMatrix(X) ? sparseRows(X) : denseRows(X)
  const lists = new Map([...new Set(terms)].map((term) => [term, rows(term)]))
  const listOf = (term: number) => lists.get(term) as Uint32Array
  return {
    documents: X.cols,
    of: (term) => listOf(term).length,
    together: (a, b) => common(listOf(a), listOf(b)),
  }
}

function denseRows(X: Matrix): (term: number) => Uint32Array {
  const numbers = X.toArray()
  return (term) => {
    const row = numbers.subarray(term * X.cols, (term + 1) * X.cols)
    return Uint32Array.from(row.keys()).filter((document) => (row[document] as number) > 0)
  }
}

function sparseRows(X: SparseMatrix): (term: number) => Uint32Array {
  const { starts, indices, values } = X.toCSR()
  return (term) => {
    const [from, to] = [starts[term] as number, starts[term + 1] as number]
    return Uint32Array.from(indices.subarray(from, to)).filter((_, at) => (values[from + at] as number) > 0)
  }
}

/** How many numbers two ascending lists have in common. */
function common(a: Uint32Array, b: Uint32Array): number {
  let [i, j, count] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const apart = (a[i] as number) - (b[j] as number)
    if (apart === 0) count += 1
    if (apart <= 0) i += 1
    if (apart >= 0) j += 1
  }
  return count
}
