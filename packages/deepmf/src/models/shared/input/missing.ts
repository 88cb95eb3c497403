import { MISSING_NAMES, type MissingName } from '../../../divergence/missing.js'
import { invalidOption } from '../../../errors.js'
import type { DataLike, Precision } from '../../../matrix/index.js'
import { isSparseMatrix } from '../../../matrix/internals.js'
import { type Check, oneOf } from '../../../options/index.js'
import { type Data, nonnegativeInput } from './data.js'

/** A validator for what stands for a missing entry; `fallback` when absent. */
export function missingOption(data: Data, fallback: MissingName = 'refuse'): Check<MissingName> {
  return (option, value) => {
    if (value === undefined) return fallback
    const name = oneOf(...MISSING_NAMES)(option, value)
    if (name === 'nan' && isSparseMatrix(data)) {
      throw invalidOption(option, value, "'refuse' or 'unstored' with sparse data, whose entries are numbers")
    }
    if (name === 'unstored' && !isSparseMatrix(data)) {
      throw invalidOption(option, value, "'refuse' or 'nan' with dense data, where every entry is stored")
    }
    return name
  }
}

/** Whether only the cells that the data store are known. */
export const onlyStored = (data: Data, missing: MissingName): boolean => missing === 'unstored' && isSparseMatrix(data)

/**
 * How data is read with these options, which are not checked yet and may be anything; `fallback` is what stands for a
 * missing entry where they do not say it.
 */
export function missingInput(options: unknown, precision?: Precision, fallback: MissingName = 'refuse') {
  const said = (options as { missing?: unknown } | null | undefined)?.missing
  return (data: DataLike) => nonnegativeInput(data, precision, (said ?? fallback) === 'nan')
}
