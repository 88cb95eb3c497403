import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { NO_DATA } from '../support/data.js'

const folder = new URL('../examples/', import.meta.url)
const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url))

/** The names of all examples. */
export const exampleNames = async () =>
  (await readdir(folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort()

/** The code of an example, as it stands in its file. */
export const codeOf = (name: string) => readFile(new URL(`${name}.ts`, folder), 'utf8')

/** Runs an example: what it prints, or, where it lacks data, which; its pictures go to a folder. */
export async function runExample(
  name: string,
  pictures: string,
): Promise<{ readonly text: string } | { readonly missing: string }> {
  const file = fileURLToPath(new URL(`${name}.ts`, folder))
  const env = { ...process.env, DEEPMF_PICTURES: pictures }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [tsx, '--conditions=deepmf-source', file], { env })
    return { text: stdout }
  } catch (error) {
    const { code, stderr = '' } = error as { code?: number; stderr?: string }
    if (code === NO_DATA) return { missing: stderr.trim() }
    throw new Error(`The example ${name} fails:\n${stderr}`)
  }
}
