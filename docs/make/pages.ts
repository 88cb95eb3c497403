import { readdir, readFile } from 'node:fs/promises'

const docs = new URL('../', import.meta.url)

/** All pages: their places below `docs`, and their text. */
export async function readPages(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(docs, { recursive: true })).filter(
    (file) => file.endsWith('.md') && !file.includes('node_modules'),
  )
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, docs), 'utf8')))
  return new Map(files.map((file, i) => [file.replaceAll('\\', '/'), texts[i]]))
}

/** The address of a page, or of anything else below `docs`. */
export const placeOf = (path: string): URL => new URL(path, docs)
