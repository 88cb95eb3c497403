import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'

/** A matrix of equal entries that lasts as long as the fit. */
export const constant = (expressions: Expressions, rows: number, cols: number, entry: number): Value =>
  expressions.memo(`constant ${rows} ${cols} ${entry}`, [], rows, cols, (out) => {
    expressions.kernels.fill(out.id, entry)
  })

/** The identity, for as long as the fit lasts. */
export const identity = (expressions: Expressions, order: number): Value =>
  expressions.memo(`identity ${order}`, [], order, order, (out) => {
    expressions.kernels.addDiagonal(out.id, 1)
  })
