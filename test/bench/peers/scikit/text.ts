import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type MatSparse, readMat } from 'deepmf'
import { dataFolder } from '../../../support/data.js'
import type { Context } from '../../context.js'

/** A sparse matrix by columns. */
export interface Columns {
  starts: Int32Array
  indices: Int32Array
  values: Float64Array
}

/** Documents in columns, terms in rows. */
export interface Text {
  terms: number
  documents: number
  columns: Columns
}

/** The classic documents, weighted as scikit-learn's TfidfTransformer does it, where they are at hand. */
export async function tfidf(context: Context): Promise<Text | undefined> {
  const file = resolve(dataFolder, 'text/classic.mat')
  if (!existsSync(file)) {
    context.leaveOut(`texts: ${file} is not there (DEEPMF_DATA may name the folder with the data)`)
    return undefined
  }
  const values = await readMat(await readFile(file))
  const counts = Object.values(values).find((value): value is MatSparse => value.type === 'sparse')
  if (counts === undefined) throw new Error(`${file} has no sparse matrix`)
  return weighted(counts)
}

/** x ln((1 + n) / (1 + df)) + x, then every document to length one; `counts` has documents in rows. */
function weighted(counts: MatSparse): Text {
  const [documents, terms] = counts.shape as [number, number]
  const { columnStarts, rowIndices } = counts
  const frequencies = counts.values
  const starts = new Int32Array(documents + 1)
  for (const document of rowIndices) starts[document + 1] = (starts[document + 1] as number) + 1
  for (let d = 0; d < documents; d++) starts[d + 1] = (starts[d + 1] as number) + (starts[d] as number)
  const next = starts.slice()
  const indices = new Int32Array(rowIndices.length)
  const values = new Float64Array(rowIndices.length)
  for (let term = 0; term < terms; term++) {
    const [from, to] = [columnStarts[term] as number, columnStarts[term + 1] as number]
    const idf = Math.log((1 + documents) / (1 + to - from)) + 1
    for (let at = from; at < to; at++) {
      const document = rowIndices[at] as number
      const place = next[document] as number
      next[document] = place + 1
      indices[place] = term
      values[place] = (frequencies[at] as number) * idf
    }
  }
  for (let d = 0; d < documents; d++) {
    const row = values.subarray(starts[d], starts[d + 1])
    const length = Math.sqrt(row.reduce((total, x) => total + x * x, 0))
    row.forEach((x, at) => {
      row[at] = x / length
    })
  }
  return { terms, documents, columns: { starts, indices, values } }
}
