import { invalidOption } from '../errors.js'

const LARGEST_COST = 1e150

/**
 * The assignment of rows to columns with the smallest total cost: every row gets a column of its own (or, where there
 * are more rows than columns, every column a row).
 *
 * The Hungarian algorithm in its form with potentials and shortest augmenting paths: O(r² c) for r rows and c ≥ r
 * columns.
 *
 * References: Kuhn, 1955; Jonker and Volgenant, 1987.
 *
 * @param cost an array of rows of numbers, all of one length
 * @returns the column of every row, -1 for a row that gets none
 * @throws DeepMFError `ERR_INVALID_MATRIX` when rows have different lengths or cells are not finite (or beyond 1e150)
 *
 * @example
 * hungarian([[4, 1, 3], [2, 0, 5], [3, 2, 2]])   // [1, 0, 2]: costs 1 + 2 + 2
 */
export function hungarian(cost: readonly ArrayLike<number>[]): number[] {
  const rows = cost.length
  const cols = cost[0]?.length ?? 0
  cost.forEach((row, i) => {
    checkRow(row, i, cols)
  })
  if (rows <= cols) return assign(rows, cols, (i, j) => cost[i]?.[j] as number)
  const rowOf = assign(cols, rows, (j, i) => cost[i]?.[j] as number)
  const columnOf = new Array<number>(rows).fill(-1)
  rowOf.forEach((i, j) => {
    columnOf[i] = j
  })
  return columnOf
}

/** Assigns every one of `rows` rows to one of `cols >= rows` columns. */
function assign(rows: number, cols: number, cost: (i: number, j: number) => number): number[] {
  // Rows and columns are counted from 1; column 0 is where the search for a new row starts.
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(cols + 1)
  const rowOf = new Int32Array(cols + 1)
  const previous = new Int32Array(cols + 1)
  const slack = new Float64Array(cols + 1)
  const visited = new Uint8Array(cols + 1)

  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row
    slack.fill(Number.POSITIVE_INFINITY)
    visited.fill(0)
    let column = 0
    while (rowOf[column] !== 0) {
      visited[column] = 1
      const i = rowOf[column] as number
      let step = Number.POSITIVE_INFINITY
      let next = 0
      for (let j = 1; j <= cols; j++) {
        if (visited[j] === 1) continue
        const reduced = cost(i - 1, j - 1) - (rowPotential[i] as number) - (columnPotential[j] as number)
        if (reduced < (slack[j] as number)) {
          slack[j] = reduced
          previous[j] = column
        }
        if ((slack[j] as number) < step) {
          step = slack[j] as number
          next = j
        }
      }
      for (let j = 0; j <= cols; j++) {
        if (visited[j] === 1) {
          const owner = rowOf[j] as number
          rowPotential[owner] = (rowPotential[owner] as number) + step
          columnPotential[j] = (columnPotential[j] as number) - step
        } else {
          slack[j] = (slack[j] as number) - step
        }
      }
      column = next
    }
    // A free column was reached: shift every assignment on the way to it by one.
    while (column !== 0) {
      const before = previous[column] as number
      rowOf[column] = rowOf[before] as number
      column = before
    }
  }

  const columnOf = new Array<number>(rows).fill(-1)
  for (let j = 1; j <= cols; j++) {
    const row = rowOf[j] as number
    if (row !== 0) columnOf[row - 1] = j - 1
  }
  return columnOf
}

function checkRow(row: ArrayLike<number>, i: number, cols: number): void {
  if (row.length !== cols) throw invalidOption(`cost[${i}]`, row, `${cols} numbers`, 'ERR_INVALID_MATRIX')
  for (let j = 0; j < cols; j++) {
    // Potentials add up to a multiple of the largest cost, which must not overflow.
    if (!(Math.abs(row[j] as number) <= LARGEST_COST)) {
      const allowed = `a number from -${LARGEST_COST} to ${LARGEST_COST}`
      throw invalidOption(`cost[${i}][${j}]`, row[j], allowed, 'ERR_INVALID_MATRIX')
    }
  }
}
