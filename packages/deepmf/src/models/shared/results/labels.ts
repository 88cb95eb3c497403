import type { Matrix } from '../../../matrix/matrix.js'

/** The row with the largest entry of every column, the first of equals; -1 for a column without an entry above 0. */
export function labelsOfColumns(H: Matrix): Int32Array {
  const { rows, cols } = H
  const entries = H.toArray()
  return labelled(cols, rows, (j, k) => entries[k * cols + j] as number)
}

/** The column with the largest entry of every row, the first of equals; -1 for a row without an entry above 0. */
export function labelsOfRows(W: Matrix): Int32Array {
  const { rows, cols } = W
  const entries = W.toArray()
  return labelled(rows, cols, (i, k) => entries[i * cols + k] as number)
}

function labelled(samples: number, groups: number, entry: (sample: number, group: number) => number): Int32Array {
  return Int32Array.from({ length: samples }, (_, j) => {
    let [label, most] = [-1, 0]
    for (let k = 0; k < groups; k++) {
      const value = entry(j, k)
      if (value > most) [label, most] = [k, value]
    }
    return label
  })
}
