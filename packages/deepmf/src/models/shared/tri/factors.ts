import type { Constraint } from '../../../constraints/constraint.js'
import { doublyStochastic } from '../../../constraints/doubly-stochastic.js'
import { nonnegative } from '../../../constraints/nonnegative.js'
import { simplexColumns } from '../../../constraints/simplex.js'
import { invalidOption } from '../../../errors.js'
import { type Check, oneOf, rank } from '../../../options/index.js'

/** The numbers of columns of W and of rows of H in X ≈ W S H. */
export type TriRanks = readonly [number, number]

/** What fixes the scale of three factors: columns of W and of H sum to one, or the rows and columns of S do. */
export type TriNormalisation = 'none' | 'stochastic' | 'doubly-stochastic'

/** A set for each factor. */
export interface TriSets {
  readonly W: Constraint
  readonly S: Constraint
  readonly H: Constraint
}

/** The sets that a normalisation asks for. */
export function triSets(normalisation: TriNormalisation): TriSets {
  switch (normalisation) {
    case 'none':
      return { W: nonnegative(), S: nonnegative(), H: nonnegative() }
    case 'stochastic':
      return { W: simplexColumns(), S: nonnegative(), H: simplexColumns() }
    case 'doubly-stochastic':
      return { W: nonnegative(), S: doublyStochastic(), H: nonnegative() }
  }
}

/** A validator for the ranks: at most the rows of X for W, at most its columns for H (`ERR_RANK` otherwise). */
export function triRanks(rows: number, cols: number): Check<TriRanks> {
  return (option, value) => {
    if (!Array.isArray(value) || value.length !== 2) {
      throw invalidOption(option, value, 'an array of two whole numbers', 'ERR_RANK')
    }
    return Object.freeze([rank(rows)(`${option}[0]`, value[0]), rank(cols)(`${option}[1]`, value[1])] as const)
  }
}

/** A validator for one of the `names`, the first when absent; a doubly stochastic S is square. */
export function triNormalisation<const Name extends TriNormalisation>(
  ranks: TriRanks,
  names: readonly [Name, ...Name[]],
): Check<Name> {
  return (option, value) => {
    const name = value === undefined ? names[0] : oneOf(...names)(option, value)
    if (name === 'doubly-stochastic' && ranks[0] !== ranks[1]) {
      throw invalidOption(option, value, 'another one where the two ranks differ: such an S is square')
    }
    return name
  }
}
