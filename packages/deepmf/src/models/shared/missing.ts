import { invalidOption } from '../../errors.js'
import type { DataLike, Precision } from '../../matrix/index.js'
import { isSparseMatrix } from '../../matrix/internals.js'
import { type Check, oneOf } from '../../options/index.js'
import { type Data, nonnegativeInput } from './input.js'

/** What stands for a missing entry: nothing does, or NaN. */
export const MISSING_NAMES = ['refuse', 'nan'] as const
export type MissingName = (typeof MISSING_NAMES)[number]

/** A validator for what stands for a missing entry; `fallback` when absent. */
export function missingOption(data: Data, fallback: MissingName = 'refuse'): Check<MissingName> {
  return (option, value) => {
    if (value === undefined) return fallback
    const name = oneOf(...MISSING_NAMES)(option, value)
    if (name === 'nan' && isSparseMatrix(data)) {
      throw invalidOption(option, value, "'refuse' with sparse data, whose entries are numbers")
    }
    return name
  }
}

/**
 * How data is read with these options, which are not checked yet and may be anything; `fallback` is what stands for a
 * missing entry where they do not say it.
 */
export function missingInput(options: unknown, precision?: Precision, fallback: MissingName = 'refuse') {
  const said = (options as { missing?: unknown } | null | undefined)?.missing
  return (data: DataLike) => nonnegativeInput(data, precision, (said ?? fallback) === 'nan')
}
