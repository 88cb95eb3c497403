import type { AlongName } from '../backend/kernels/projections.js'
import { boolean, type Check, checkOptions, oneOf, optional } from '../options/index.js'

/** Checks the option `along`. */
export function readAlong(owner: string, options: unknown): AlongName {
  return checkOptions(owner, options, { along: alongOption }).along
}

/** Checks the option `nonnegative`; the prefix of the projection's name. */
export function readSign(owner: string, options: unknown): Prefix {
  return prefix(checkOptions(owner, options, { nonnegative: signOption }).nonnegative)
}

/** Checks the options `along` and `nonnegative`. */
export function readBoth(owner: string, options: unknown): { along: AlongName; sign: Prefix } {
  const { along, nonnegative } = checkOptions(owner, options, { along: alongOption, nonnegative: signOption })
  return { along, sign: prefix(nonnegative) }
}

/** What stands before the name of a set's nonnegative part. */
export type Prefix = '' | 'nonnegative-'

export const prefix = (nonnegative: boolean): Prefix => (nonnegative ? 'nonnegative-' : '')

export const alongOption: Check<AlongName> = optional(oneOf('columns', 'rows'), 'columns')

export const signOption: Check<boolean> = optional(boolean(), false)
