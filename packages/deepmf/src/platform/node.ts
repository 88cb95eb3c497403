import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

// What differs between Node and a browser; browser.ts has the same names. Chosen by the package's `imports`.

/** The name of the platform, for reports. */
export const platform: 'node' | 'browser' = 'node'

const require = createRequire(import.meta.url)

/** Loads a package synchronously; throws where it is missing or fails to load. */
export function requirePackage<T>(name: string): T {
  return require(name) as T
}

/** Whether that failure says that the package has to be loaded by `import()`: Node before 20.19 and 22.12. */
export function mustBeAwaited(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ERR_REQUIRE_ESM'
}

/** The bytes of a file that a package exports. */
export function readPackageFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(require.resolve(name)))
}

/** An environment variable, `undefined` where unset or empty. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name]
  return value === '' ? undefined : value
}

const inflateBytes = promisify(zlib.inflate) as (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>

/** Decompresses zlib data; rejects where it is damaged or gives more than `limit` bytes. */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  return inflateBytes(bytes, { maxOutputLength: limit })
}
