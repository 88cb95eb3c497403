import type { BackendName } from '../backend/backend.js'
import { backendName, requireBackend } from '../backend/select.js'
import { invalidOption } from '../errors.js'
import { draws } from '../generate/draws.js'
import { isMatrix, toMatrix } from '../matrix/internals.js'
import { Matrix, type MatrixLike } from '../matrix/matrix.js'
import { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import { type Check, checkOptions, numberWhere, optional, seed, wholeNumber } from '../options/index.js'

/** Options of {@link heldOut} and {@link speckledFolds}. */
export interface SpeckleOptions {
  /** Whole, 0 to 2^53 - 1; decides which entries. Drawn and reported when absent. */
  seed?: number
  /** Above 0 where an entry is known, like the data; all entries when absent. What is not known is in no mask. */
  known?: MatrixLike
  /** The backend whose generator draws; every one draws the same. */
  backend?: BackendName
}

/** Options of {@link heldOut}. */
export interface HeldOutOptions extends SpeckleOptions {
  /** The share of the known entries that is held out, above 0 and below 1; 0.1 when absent. */
  share?: number
}

/** Two masks that share the known entries between them: weights for a fit, and for the measure of what it did not see. */
export interface HeldOut {
  /** 1 for the entries to fit, 0 elsewhere. */
  readonly kept: Matrix
  /** 1 for the entries held out, 0 elsewhere. */
  readonly heldOut: Matrix
  /** The seed used. */
  readonly seed: number
}

/** Options of {@link speckledFolds}. */
export interface SpeckledFoldsOptions extends SpeckleOptions {
  /** How many folds, 2 or more; 5 when absent. */
  folds?: number
}

/** The known entries in parts of one size. */
export interface SpeckledFolds {
  readonly folds: number
  /** The fold of every entry, row by row; `folds` for one that is not known. */
  readonly assignment: Uint32Array
  /** The seed used. */
  readonly seed: number
  /** The masks that hold fold `fold` out, counted from 0. */
  split(fold: number): Omit<HeldOut, 'seed'>
}

/**
 * A speckled mask: a share of the entries, chosen at random over the whole matrix, is held out. Every row gives up the
 * same share of its known entries, up to one, and so does the matrix. Cost: O(m n log n).
 *
 * Reference: Wold (1978); Kanagal and Sindhwani (2010), *Rank selection in low-rank matrix approximations*.
 *
 * @param rows m
 * @param cols n
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_SHAPE` for a `known` of another shape; in a
 *   browser `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
 *
 * @example
 * const { kept, heldOut: test } = heldOut(m, n, { share: 0.2, seed: 1 })
 * const fit = await nmf(X, { rank: 5, weights: kept })
 * betaDivergence(X, fit, 'frobenius', { weights: test })
 */
export function heldOut(rows: number, cols: number, options?: HeldOutOptions): HeldOut {
  checkShape(rows, cols)
  const checked = checkOptions('heldOut', options, {
    share: optional(
      numberWhere((value) => value > 0 && value < 1, 'a number above 0 and below 1'),
      0.1,
    ),
    ...speckleSpec(rows, cols),
  })
  const { share } = checked
  const isHeld = (count: number) => Math.floor((count + 1) * share) > Math.floor(count * share)
  const lines = denseLines(rows, cols, checked.known)
  const parts = dealt(lines, rows * cols, checked, (count) => (isHeld(count) ? 0 : 1), 2)
  return { ...masks(parts, rows, cols, 0, 2), seed: checked.seed }
}

/**
 * Folds of entries for cross-validation: the known entries are dealt out at random to parts of one size, up to one, and
 * so are those of every row. Cost: O(m n log n).
 *
 * Reference: Owen and Perry (2009), *Bi-cross-validation of the SVD and the nonnegative matrix factorization*, section 2;
 * Kanagal and Sindhwani (2010).
 *
 * @param rows m
 * @param cols n
 * @throws DeepMFError as {@link heldOut}
 *
 * @example
 * const folds = speckledFolds(m, n, { folds: 10, seed: 1 })
 * const { kept, heldOut } = folds.split(0)
 */
export function speckledFolds(rows: number, cols: number, options?: SpeckledFoldsOptions): SpeckledFolds {
  checkShape(rows, cols)
  const checked = checkOptions('speckledFolds', options, {
    folds: optional(wholeNumber(2, 2 ** 20), 5),
    ...speckleSpec(rows, cols),
  })
  const { folds } = checked
  const assignment = dealt(denseLines(rows, cols, checked.known), rows * cols, checked, (count) => count % folds, folds)
  return {
    folds,
    assignment,
    seed: checked.seed,
    split: (fold) => masks(assignment, rows, cols, wholeNumber(0, folds - 1)('fold', fold), folds),
  }
}

function checkShape(rows: unknown, cols: unknown): void {
  wholeNumber(1, 2 ** 32 - 1)('rows', rows)
  wholeNumber(1, 2 ** 32 - 1)('cols', cols)
}

const speckleSpec = (rows: number, cols: number) => ({
  seed: seed(),
  known: knownOption(rows, cols),
  backend: backendName(),
})

function knownOption(rows: number, cols: number): Check<Float64Array | undefined> {
  return (option, value) => {
    if (value === undefined) return undefined
    const matrix = toMatrix(value, option)
    try {
      if (matrix.rows !== rows || matrix.cols !== cols) {
        throw invalidOption(option, matrix.shape, `the shape [${rows}, ${cols}]`, 'ERR_SHAPE')
      }
      return matrix.toArray()
    } finally {
      if (!isMatrix(value)) matrix.dispose()
    }
  }
}

interface Dealing {
  readonly seed: number
  readonly backend: BackendName | undefined
}

/**
 * Folds of the entries that a sparse matrix stores, as sparse masks; see {@link speckledFolds}.
 */
export function storedFolds(X: SparseMatrix, folds: number, dealing: Dealing) {
  const { starts, indices } = X.toCSR()
  const lines = Array.from({ length: X.rows }, (_, i) => numbersFrom(starts[i] as number, starts[i + 1] as number))
  const parts = dealt(lines, X.entries, dealing, (count) => count % folds, folds)
  const mask = (test: (part: number) => boolean) => {
    const kept = lines.map((line) => line.filter((at) => test(parts[at] as number)))
    const ends = new Uint32Array(X.rows + 1)
    for (const [i, line] of kept.entries()) ends[i + 1] = (ends[i] as number) + line.length
    const columns = Uint32Array.from(kept.flat(), (at) => indices[at] as number)
    const compressed = { rows: X.rows, cols: X.cols, starts: ends, indices: columns, values: columns.map(() => 1) }
    return SparseMatrix.fromCSR(compressed, { precision: X.precision })
  }
  return { split: (fold: number) => ({ kept: mask((part) => part !== fold), heldOut: mask((part) => part === fold) }) }
}

const numbersFrom = (start: number, end: number) => Array.from({ length: end - start }, (_, k) => start + k)

function denseLines(rows: number, cols: number, known: Float64Array | undefined): number[][] {
  const isKnown = (at: number) => known === undefined || (known[at] as number) > 0
  return Array.from({ length: rows }, (_, i) => numbersFrom(i * cols, (i + 1) * cols).filter(isKnown))
}

/** Line by line, the entries of each in random order, every entry gets the part of its place in that order. */
function dealt(
  lines: readonly number[][],
  entries: number,
  { seed, backend }: Dealing,
  partOf: (count: number) => number,
  unknown: number,
): Uint32Array {
  const order = draws(requireBackend(backend), entries, 'uniform', 0, 1, seed, 0)
  const parts = new Uint32Array(entries).fill(unknown)
  let count = 0
  for (const line of lines) {
    const shuffled = line.toSorted((a, b) => (order[a] as number) - (order[b] as number) || a - b)
    for (const at of shuffled) parts[at] = partOf(count++)
  }
  return parts
}

function masks(parts: Uint32Array, rows: number, cols: number, held: number, unknown: number) {
  const mask = (test: (part: number) => boolean) =>
    Matrix.from(
      Float64Array.from(parts, (part) => (test(part) ? 1 : 0)),
      { shape: [rows, cols] },
    )
  return { kept: mask((part) => part !== held && part !== unknown), heldOut: mask((part) => part === held) }
}
