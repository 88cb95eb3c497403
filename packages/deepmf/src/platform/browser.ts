// What differs between Node and a browser; node.ts has the same names. Chosen by the package's `imports`.

/** The name of the platform, for reports. */
export const platform: 'node' | 'browser' = 'browser'

/** What has to be there without waiting needs Node. */
export function requirePackage<T>(name: string): T {
  throw new Error(`${name} needs Node`)
}

/** In a browser everything has to be awaited. */
export function mustBeAwaited(_failure: unknown): boolean {
  return true
}

/** There are no files in a browser. */
export function readPackageFile(name: string): Uint8Array<ArrayBuffer> {
  throw new Error(`${name} cannot be read in a browser`)
}

/** There is no environment in a browser. */
export function environmentVariable(_name: string): string | undefined {
  return undefined
}

/** Decompresses zlib data; rejects where it is damaged or gives more than `limit` bytes. */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const source = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate'))
  const reader = source.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      await reader.cancel()
      throw new RangeError(`more than ${limit} bytes`)
    }
    chunks.push(value)
  }
  const result = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    result.set(chunk, offset)
    offset += chunk.length
  }
  return result
}
