import type { Storage } from './storage.js'
import type { FloatArray } from './types.js'

/** What one pass over the numbers of a matrix tells. */
export interface Facts {
  /** The largest absolute value. */
  readonly largest: number
  /** The index of the first negative number, or -1. */
  readonly firstNegative: number
  /** The index of the first NaN or infinity, or -1. */
  readonly firstNotFinite: number
}

const known = new WeakMap<Storage, Facts>()

/** Looks at every number once. */
export function factsOf(host: FloatArray): Facts {
  let largest = 0
  let firstNegative = -1
  let firstNotFinite = -1
  for (let i = 0; i < host.length; i++) {
    const value = host[i] as number
    const magnitude = Math.abs(value)
    // Written so that NaN fails the comparison too.
    if (!(magnitude <= Number.MAX_VALUE)) {
      firstNotFinite = i
      break
    }
    if (magnitude > largest) largest = magnitude
    if (value < 0 && firstNegative < 0) firstNegative = i
  }
  return { largest, firstNegative, firstNotFinite }
}

/** The facts of a matrix, found at the first request. */
export function facts(storage: Storage): Facts {
  const found = known.get(storage) ?? factsOf(storage.host())
  known.set(storage, found)
  return found
}

/** Keeps facts that were found on the way. */
export function rememberFacts(storage: Storage, found: Facts): void {
  known.set(storage, found)
}
