import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Matrix } from 'deepmf'
import { readDigits } from '../../packages/demo/src/datasets/digits.js'

/** How an example ends whose data are not there. */
export const NO_DATA = 3

/** The folder with data that this project does not carry; `DEEPMF_DATA` may name another one. */
export const dataFolder = resolve(
  process.env.DEEPMF_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)),
)

/** The bytes of a file of the data folder. Where it is not there, the example says so and ends. */
export async function dataFile(path: string): Promise<Uint8Array> {
  const file = resolve(dataFolder, path)
  if (!existsSync(file)) {
    console.error(`This example reads ${file}, which is not there: set DEEPMF_DATA to the folder that has ${path}.`)
    process.exit(NO_DATA)
  }
  return readFile(file)
}

/** 2,000 handwritten digits in columns, 16 rows of 15 pixels each, and the class of every one. */
export async function digits(): Promise<{ readonly X: Matrix; readonly labels: readonly number[] }> {
  const { data, pixels, samples, labels = [] } = await readDigits()
  return { X: Matrix.from(data, { shape: [pixels, samples] }), labels }
}

/** The file of one of the small networks in `docs/data`. */
export const networkFile = (name: 'karate' | 'dolphins' | 'football' | 'polbooks'): Promise<Uint8Array> =>
  readFile(new URL(`../data/${name}.gml`, import.meta.url))
