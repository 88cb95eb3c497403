import { type AsyncRoundsOptions, type RoundsOptions, roundsSpec, withColumns } from '../cluster/options.js'
import { checkNonnegative } from '../matrix/internals.js'
import type { Matrix, MatrixLike } from '../matrix/matrix.js'
import { checkOptions, rank } from '../options/index.js'
import type { Arena, Value } from '../problem/arena.js'
import { handOver, type Rounds, type RoundsPlan, runRounds, runRoundsSync } from '../problem/rounds.js'
import { rowsOf } from '../problem/transfer.js'
import { chooseNonnegative } from './choose.js'
import { nonnegativeCoefficients, solveCoefficients } from './coefficients.js'
import { columnsOf, independentColumns, orFirst } from './columns.js'

/** Options of {@link spa} and {@link snpa}. */
export interface SelectionOptions extends RoundsOptions, AsyncRoundsOptions {
  /** How many columns to choose: from 1 to the number of columns. There are fewer where X has fewer to tell apart. */
  rank: number
}

/** Options of {@link spaSync} and {@link snpaSync}. */
export type SelectionSyncOptions = Omit<SelectionOptions, keyof AsyncRoundsOptions>

/** Columns that the others are mixtures of: X ≈ W H with W = X(:, indices). */
export interface Selection {
  /** The columns chosen, in the order in which they were. */
  readonly indices: Uint32Array
  /** The columns themselves, m x r. */
  readonly W: Matrix
  /** The coefficients of all columns, r x n, nonnegative. */
  readonly H: Matrix
}

/**
 * The successive projection algorithm: chooses columns of X, each time the one with the largest part
 * orthogonal to those before.
 *
 * Objective: where X = W [I, H'] up to the order of columns, columns of H' summing to at most one
 * and W of full rank, it finds W; noise moves the result by no more than a multiple of itself. H
 * then minimises `½ ‖X - W H‖²` over H >= 0, to some digits.
 *
 * Cost: O(m n) for each column; O(n r²) for each of 200 steps for H.
 *
 * @param X m x n, nonnegative, samples in columns
 * @throws DeepMFError `ERR_RANK`, `ERR_NEGATIVE`, `ERR_NOT_FINITE`, `ERR_SCALE`, `ERR_INVALID_MATRIX`,
 *   `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`, `ERR_BACKEND_UNAVAILABLE`, all before any work
 *
 * Reference: Araújo et al. (2001); Gillis, Vavasis (2014).
 *
 * @example
 * const { indices, W, H } = await spa(image, { rank: 4 })
 */
export async function spa(X: MatrixLike, options: SelectionOptions): Promise<Selection> {
  return runRounds(withColumns(X, (matrix, temporary) => plan('spa', matrix, temporary, options, false)))
}

/** {@link spa} in one go: it holds the event loop until it ends. */
export function spaSync(X: MatrixLike, options: SelectionSyncOptions): Selection {
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan('spaSync', matrix, temporary, options, true)))
}

/**
 * The successive nonnegative projection algorithm: chooses columns of X, each time the one farthest
 * from the convex hull of those before and the origin. It finds what {@link spa} does, also where W
 * is not of full rank, and is more robust to noise.
 *
 * Objective: H minimises `½ ‖X - W H‖²` over H >= 0 with columns that sum to at most one, to some digits.
 *
 * Cost: O(m n + n r²) for each column; shapes and errors as {@link spa}.
 *
 * Reference: Gillis (2014); De Handschutter, thesis (2023), algorithm 3.
 *
 * @example
 * const { indices, W, H } = await snpa(image, { rank: 4 })
 */
export async function snpa(X: MatrixLike, options: SelectionOptions): Promise<Selection> {
  return runRounds(withColumns(X, (matrix, temporary) => plan('snpa', matrix, temporary, options, false)))
}

/** {@link snpa} in one go: it holds the event loop until it ends. */
export function snpaSync(X: MatrixLike, options: SelectionSyncOptions): Selection {
  return runRoundsSync(withColumns(X, (matrix, temporary) => plan('snpaSync', matrix, temporary, options, true)))
}

const WORK = { spa: bySpa, spaSync: bySpa, snpa: bySnpa, snpaSync: bySnpa } as const

function plan(
  name: keyof typeof WORK,
  data: Matrix,
  temporary: boolean,
  options: unknown,
  sync: boolean,
): RoundsPlan<Selection> {
  const checked = checkOptions(name, options, { rank: rank(data.cols), ...roundsSpec(sync) })
  checkNonnegative(data, 'X')
  return { ...checked, data, temporary, work: (arena, X) => WORK[name](arena, X, checked.rank) }
}

function* bySpa(arena: Arena, X: Value, count: number): Rounds<Selection> {
  const indices = yield* independentColumns(arena, X, count)
  const W = columnsOf(arena, X, indices)
  return { indices, W: handOver(arena, W), H: handOver(arena, nonnegativeCoefficients(arena, X, W)) }
}

function* bySnpa(arena: Arena, X: Value, count: number): Rounds<Selection> {
  const weights = arena.allocate(count, X.cols)
  const indices = orFirst(yield* chooseNonnegative(arena, X, weights))
  const W = columnsOf(arena, X, indices)
  const H = rowsOf(arena, weights, indices.length)
  solveCoefficients(arena, X, W, H, 'sum-at-most', [1])
  return { indices, W: handOver(arena, W), H: handOver(arena, H) }
}
