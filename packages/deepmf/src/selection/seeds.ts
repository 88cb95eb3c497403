/**
 * `count` seeds made of one, those of another `stream` being others. Whole numbers of 53 bits by integer arithmetic alone
 * (the finalizer of MurmurHash3), so that they are the same everywhere.
 */
export function seedsOf(seed: number, count: number, stream = 0): number[] {
  const parts = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), stream]
  return Array.from({ length: count }, (_, run) => {
    const high = [...parts, run].reduce(absorb, 0x9e3779b9)
    const low = [...parts, run].reduce(absorb, 0x85ebca6b)
    return (high >>> 11) * 2 ** 32 + low
  })
}

function absorb(state: number, word: number): number {
  let mixed = (Math.imul(state, 5) + 0xe6546b64) ^ word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
