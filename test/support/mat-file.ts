// Writes small MATLAB files of version 5, so that tests can say what is in them to the byte.

const TYPES = {
  int8: { type: 1, array: Int8Array },
  uint8: { type: 2, array: Uint8Array },
  int16: { type: 3, array: Int16Array },
  uint16: { type: 4, array: Uint16Array },
  int32: { type: 5, array: Int32Array },
  uint32: { type: 6, array: Uint32Array },
  single: { type: 7, array: Float32Array },
  double: { type: 9, array: Float64Array },
} as const

/** A file with these variables. */
export function matFile(...variables: Uint8Array[]): Uint8Array {
  const header = new Uint8Array(128).fill(0x20)
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file'))
  header.set([0x00, 0x01, 0x49, 0x4d], 124)
  return concatenated(header, ...variables)
}

/** An element: type, length, bytes, and zeros up to a multiple of eight. */
export function element(type: number, bytes: Uint8Array, { pad = true } = {}): Uint8Array {
  const tag = new Uint8Array(Uint32Array.of(type, bytes.length).buffer)
  return concatenated(tag, bytes, new Uint8Array(pad ? -bytes.length & 7 : 0))
}

/** An element of numbers, stored as that type. */
export function numbers(type: keyof typeof TYPES | 'int64' | 'uint64', values: readonly number[]): Uint8Array {
  if (type === 'int64' || type === 'uint64') {
    const words = values.map(BigInt)
    const stored = type === 'int64' ? BigInt64Array.from(words) : BigUint64Array.from(words)
    return element(type === 'int64' ? 12 : 13, new Uint8Array(stored.buffer))
  }
  const { type: number, array } = TYPES[type]
  return element(number, new Uint8Array(array.from(values).buffer))
}

/** A variable: flags, dimensions, name, and whatever follows for its class. */
export function array(
  name: string,
  classNumber: number,
  shape: readonly number[],
  ...parts: (Uint8Array | { logical?: boolean; complex?: boolean })[]
): Uint8Array {
  let flags = classNumber
  const content: Uint8Array[] = []
  for (const part of parts) {
    if (part instanceof Uint8Array) content.push(part)
    else flags |= (part.logical === true ? 0x200 : 0) | (part.complex === true ? 0x800 : 0)
  }
  const bytes = new TextEncoder().encode(name)
  // MATLAB writes up to four bytes into the tag itself.
  const small = concatenated(Uint8Array.of(1, 0, bytes.length, 0), bytes, new Uint8Array(4)).slice(0, 8)
  const label = bytes.length > 0 && bytes.length <= 4 ? small : element(1, bytes)
  return element(14, concatenated(numbers('uint32', [flags, 0]), numbers('int32', shape), label, ...content))
}

/** All bytes, one after the other. */
export function concatenated(...parts: Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}
