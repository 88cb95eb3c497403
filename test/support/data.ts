import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'vitest'

/** The folder with the data of the published experiments; `DEEPMF_DATA` may name another one. */
export const dataFolder = resolve(
  process.env.DEEPMF_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)),
)

/** The bytes of a file of the data folder. Skips the test, saying why, where the file is not there. */
export async function dataFile(context: Pick<TestContext, 'skip'>, path: string): Promise<Uint8Array> {
  const file = resolve(dataFolder, path)
  if (!existsSync(file)) context.skip(`${file} is not there: set DEEPMF_DATA to the folder with the data`)
  return readFile(file)
}
