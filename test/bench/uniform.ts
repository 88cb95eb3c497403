/** A small generator (Park and Miller's): what is measured must not depend on the library that is measured. */
export function uniform(seed: number): () => number {
  let state = (seed % 2147483646) + 1
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** So many numbers between 0 and 1. */
export function uniformEntries(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, uniform(seed))
}
