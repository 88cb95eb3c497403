import type { AlongName } from '../../backend/kernels/projections.js'
import type { Constraint } from '../../constraints/constraint.js'
import { hoyerAtLeast } from '../../constraints/hoyer.js'
import { kSparse } from '../../constraints/k-sparse.js'
import { invalidOption } from '../../errors.js'
import {
  type Check,
  checkOptions,
  numberFrom,
  type OptionSpec,
  oneOf,
  optional,
  positive,
  wholeNumber,
} from '../../options/index.js'
import type { Regulariser } from '../../problem/regulariser.js'
import { lasso } from '../../regularisers/lasso.js'
import { squaredL1 } from '../../regularisers/squared-l1.js'

/** How one factor is sparse: by one of four forms. */
export type Sparsity =
  /** Adds `l1 · Σ F_ij`. */
  | { readonly l1: number }
  /** Adds `l1Squared / 2 ·` the squared sums of the columns (the default) or rows: entries of one compete. */
  | { readonly l1Squared: number; readonly along?: AlongName }
  /**
   * Hoyer's sparsity of every column of W or row of H (the defaults) is at least this level, from 0 to 1; per `'group'` the
   * mean over them is.
   */
  | { readonly hoyer: number; readonly per?: 'vector' | 'group'; readonly along?: AlongName }
  /** At most so many entries of every column (the default) or row are not 0. */
  | { readonly entries: number; readonly along?: AlongName }

/** How a factor is sparse, checked: by a set, or by a penalty. */
export interface CheckedSparsity {
  readonly constraint?: Constraint
  readonly penalty?: Regulariser
}

interface Form {
  readonly spec: OptionSpec
  read(checked: Readonly<Record<string, unknown>>): CheckedSparsity
}

const FORMS = ['l1', 'l1Squared', 'hoyer', 'entries'] as const

/** A validator for the sparsity of a factor of m x n, whose vectors are its `natural` ones. */
export function sparsityOption(rows: number, cols: number, natural: AlongName): Check<CheckedSparsity | undefined> {
  return (option, value) => {
    if (value === undefined) return undefined
    const given = FORMS.filter((name) => typeof value === 'object' && value !== null && name in value)
    if (given.length !== 1) {
      throw invalidOption(option, value, 'an object with one of l1, l1Squared, hoyer and entries')
    }
    const along = (value as { along?: unknown }).along
    const { spec, read } = formOf(given[0] as (typeof FORMS)[number], along === 'rows' ? cols : rows, natural)
    return read(checkOptions(option, value, named(option, spec)))
  }
}

function formOf(form: (typeof FORMS)[number], length: number, natural: AlongName): Form {
  const alongCheck = (fallback: AlongName) => optional(oneOf('columns', 'rows'), fallback)
  switch (form) {
    case 'l1':
      return { spec: { l1: positive() }, read: ({ l1 }) => ({ penalty: lasso(l1 as number) }) }
    case 'l1Squared':
      return {
        spec: { l1Squared: positive(), along: alongCheck('columns') },
        read: ({ l1Squared, along }) => ({ penalty: squaredL1(l1Squared as number, along as AlongName) }),
      }
    case 'hoyer':
      return {
        spec: {
          hoyer: numberFrom(0, 1),
          per: optional(oneOf('vector', 'group'), 'vector'),
          along: alongCheck(natural),
        },
        read: ({ hoyer, per, along }) => {
          const options = { per: per as 'vector' | 'group', along: along as AlongName, nonnegative: true }
          return { constraint: hoyerAtLeast(hoyer as number, options) }
        },
      }
    case 'entries':
      return {
        spec: { entries: wholeNumber(1, length), along: alongCheck('columns') },
        read: ({ entries, along }) => ({
          constraint: kSparse(entries as number, { along: along as AlongName, nonnegative: true }),
        }),
      }
  }
}

/** The validators under their full names. */
const named = (option: string, spec: OptionSpec): OptionSpec =>
  Object.fromEntries(
    Object.entries(spec).map(([name, check]) => [
      name,
      (_: string, value: unknown) => check(`${option}.${name}`, value),
    ]),
  )
