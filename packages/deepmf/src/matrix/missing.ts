import { DeepMFError } from '../errors.js'
import { read } from './from.js'
import { fromStorage, isMatrix, type Matrix, toMatrix } from './matrix.js'
import { Storage } from './storage.js'
import type { FloatArray, Precision } from './types.js'

/** A matrix some of whose entries are not known. */
export interface Observed {
  /** The numbers, 0 where there is none. */
  readonly matrix: Matrix
  /** 1 where there is a number and 0 elsewhere; `undefined` where all are known. */
  readonly mask: Matrix | undefined
}

/**
 * Reads what `Matrix.from` reads, NaN being an entry that is missing. A Matrix has none.
 *
 * @param what what the input is called in messages
 * @throws DeepMFError what `Matrix.from` throws; `ERR_INVALID_MATRIX` where every entry is missing
 */
export function toObserved(input: unknown, what: string, precision: Precision | undefined): Observed {
  if (isMatrix(input)) return { matrix: toMatrix(input, what), mask: undefined }
  let mask: FloatArray | undefined
  const storage = read(input, what, undefined, precision, (host) => {
    mask = takeOut(host)
    if (mask?.every((known) => known === 0)) {
      const allowed = 'one number or more'
      const message = `${what}: every entry is missing, allowed: ${allowed}`
      throw new DeepMFError('ERR_INVALID_MATRIX', { message, option: what, allowed })
    }
  })
  const { rows, cols } = storage
  return {
    matrix: fromStorage(storage),
    mask: mask === undefined ? undefined : fromStorage(Storage.ofHost(rows, cols, mask)),
  }
}

/** Makes every NaN 0, and says where there was none. */
function takeOut(host: FloatArray): FloatArray | undefined {
  if (!host.some(Number.isNaN)) return undefined
  const mask = new (host instanceof Float32Array ? Float32Array : Float64Array)(host.length)
  for (let i = 0; i < host.length; i++) {
    if (Number.isNaN(host[i])) host[i] = 0
    else mask[i] = 1
  }
  return mask
}
