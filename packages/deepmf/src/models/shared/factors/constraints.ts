import type { Constraint } from '../../../constraints/constraint.js'
import { nonnegative } from '../../../constraints/nonnegative.js'
import { simplexColumns, simplexRows } from '../../../constraints/simplex.js'
import { columnsAtMostOne, rowsAtMostOne } from '../../../constraints/sum-at-most-one.js'
import type { Normalisation } from '../../../init/normalise.js'
import type { Decompose } from '../names.js'

/** The sets of the two factors of a layer. */
export interface LayerConstraints {
  readonly W: Constraint
  readonly H: Constraint
}

/** The sets that a normalisation asks for. */
export function layerConstraints(normalisation: Normalisation): LayerConstraints {
  switch (normalisation) {
    case 'H-columns':
      return { W: nonnegative(), H: columnsAtMostOne() }
    case 'H-rows':
      return { W: nonnegative(), H: simplexRows() }
    case 'W-columns':
      return { W: simplexColumns(), H: nonnegative() }
    case 'W-rows':
      return { W: rowsAtMostOne(), H: nonnegative() }
    case 'none':
      return { W: nonnegative(), H: nonnegative() }
  }
}

/** The normalisations that close the scale hole in each direction; the first one is the default. */
export const NORMALISATIONS = {
  features: ['H-columns', 'H-rows', 'W-columns', 'none'],
  coefficients: ['W-columns', 'W-rows', 'H-rows', 'none'],
} as const satisfies Record<Decompose, readonly Normalisation[]>
