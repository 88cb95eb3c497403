import type { AlongOptions, SignOptions } from '../constraints/constraint.js'
import { alongOption, prefix, signOption } from '../constraints/options.js'
import { boolean, checkOptions, nonnegative, optional, wholeNumber } from '../options/index.js'
import type { Penalty } from './penalty.js'

/** Options of {@link totalVariation}. */
export interface TotalVariationOptions extends AlongOptions, SignOptions {
  /** Rows of the image that every column (or row) of the matrix holds, row by row. */
  readonly height: number
  /** Columns of the image; height times width is the length of a column (row). */
  readonly width: number
  /** Lengths of gradients (`true`, the default), or the magnitudes of their two parts. */
  readonly isotropic?: boolean
  /** Steps of the iteration, 100 by default; a line (height or width 1) is exact and needs none. */
  readonly steps?: number
}

/**
 * weight · the total variation of the image in every column (or row): neighbouring pixels are drawn to one value, edges
 * stay.
 *
 * The proximal map is fast gradient projection on the dual with a fixed number of steps, O(height · width) each; the
 * objective is then above the least one by a part that falls with the square of their number. A line is mapped exactly.
 *
 * Reference: Rudin, Osher, Fatemi (1992); Chambolle (2004); Beck, Teboulle (2009); Condat (2013) for lines.
 *
 * @throws DeepMFError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`; `ERR_SHAPE` when it is used on vectors of another length
 *
 * @example
 * proximal(abundances, totalVariation(0.1, { height: 95, width: 95, along: 'rows' }), 1)
 */
export function totalVariation(weight: number, options: TotalVariationOptions): Penalty {
  const checked = checkOptions('totalVariation', options, {
    along: alongOption,
    nonnegative: signOption,
    height: wholeNumber(1, LARGEST),
    width: wholeNumber(1, LARGEST),
    isotropic: optional(boolean(), true),
    steps: optional(wholeNumber(0, LARGEST), 100),
  })
  const { height, width, isotropic, steps } = checked
  return {
    name: `total variation on ${height} x ${width}`,
    penalty: `${prefix(checked.nonnegative)}total-variation`,
    along: checked.along,
    parameters: [nonnegative()('weight', weight), height, width, isotropic ? 1 : 0, steps],
  }
}

const LARGEST = 2 ** 32 - 1
