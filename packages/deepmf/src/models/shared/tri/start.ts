import { invalidOption } from '../../../errors.js'
import type { InitName } from '../../../init/by-name.js'
import { INIT_NAMES, initialiserByName } from '../../../init/by-name.js'
import { normaliseStart } from '../../../init/normalise.js'
import { isMatrix, valueOn } from '../../../matrix/internals.js'
import type { Matrix, MatrixLike } from '../../../matrix/matrix.js'
import { type Check, inWords } from '../../../options/index.js'
import type { Value } from '../../../problem/arena.js'
import type { Expressions } from '../../../problem/expressions.js'
import { copyOf } from '../../../problem/transfer.js'
import { projectOnto } from '../../../problem/update.js'
import type { Data } from '../input/data.js'
import { givenFactor } from '../input/init-options.js'
import { X } from '../names.js'
import { type TriNormalisation, type TriRanks, triSets } from './factors.js'

/** Where a fit of three factors starts: by name, or from factors that the caller has. */
export type TriInit = InitName | { W: MatrixLike; S: MatrixLike; H: MatrixLike }

/** A start as checked: its name, and the factors where they were given. */
export interface CheckedTriInit {
  readonly name: InitName | 'given'
  readonly factors: readonly (readonly [name: string, matrix: Matrix])[]
  /** The given factors that were converted for the fit alone and go when it ends. */
  readonly temporaries: readonly Matrix[]
}

/** A validator for the start of three factors; `fallback` when absent. */
export function triInitOption(
  { rows, cols, precision }: Data,
  [r1, r2]: TriRanks,
  fallback: InitName,
): Check<CheckedTriInit> {
  const shapes = { W: [rows, r1], S: [r1, r2], H: [r2, cols] } as const
  return (option, value) => {
    const name = value === undefined ? fallback : INIT_NAMES.find((known) => known === value)
    if (name !== undefined) return { name, factors: [], temporaries: [] }
    if (typeof value !== 'object' || value === null || Object.keys(shapes).some((factor) => !(factor in value))) {
      throw invalidOption(option, value, `${inWords(INIT_NAMES)}, or { W, S, H }`)
    }
    const given = value as Record<string, unknown>
    const temporaries: Matrix[] = []
    const factors = Object.entries(shapes).map(([factor, [m, n]]) => {
      const matrix = givenFactor(`${option}.${factor}`, given[factor], m, n, precision)
      if (!isMatrix(given[factor])) temporaries.push(matrix)
      return [factor, matrix] as const
    })
    return { name: 'given', factors, temporaries }
  }
}

/**
 * Starts X ≈ W S H as two factorizations of two factors, one after the other, so that every start of those will do, and
 * defines the factors in `expressions`, in their sets: W' H and W' ≈ W S, or, where W has more columns than H has rows,
 * W T and T ≈ S H.
 */
export function* startTri(
  expressions: Expressions,
  { name, factors }: CheckedTriInit,
  [r1, r2]: TriRanks,
  normalisation: TriNormalisation,
  seed: number,
): Generator<undefined, void, void> {
  const { arena } = expressions
  if (name === 'given') {
    for (const [factor, matrix] of factors) {
      expressions.define(factor, copyOf(arena, valueOn(matrix, arena.backend)))
    }
  } else {
    const initialiser = initialiserByName(name, seed)
    const data = expressions.named(X)
    const wide = r1 <= r2
    const outer = yield* initialiser.start(arena, data, wide ? r2 : r1, 0)
    const inner = yield* initialiser.start(arena, wide ? outer.W : outer.H, wide ? r1 : r2, 1)
    expressions.define('W', wide ? inner.W : outer.W)
    expressions.define('S', wide ? inner.H : inner.W)
    expressions.define('H', wide ? outer.H : inner.H)
    arena.discard(wide ? outer.W : outer.H)
  }
  scaleInto(expressions, normalisation, name !== 'given')
}

function scaleInto(expressions: Expressions, normalisation: TriNormalisation, fill: boolean): void {
  if (normalisation === 'none') return
  const { arena } = expressions
  const [W, S, H] = ['W', 'S', 'H'].map((factor) => expressions.named(factor)) as [Value, Value, Value]
  if (normalisation === 'stochastic') {
    normaliseStart(arena, { W, H: S }, 'W-columns', fill)
    normaliseStart(arena, { W: S, H }, 'H-columns', fill)
  } else {
    normaliseStart(arena, { W, H: S }, 'H-columns', fill)
  }
  for (const [factor, set] of Object.entries(triSets(normalisation))) projectOnto(expressions, factor, set)
}
