import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readMatMatrix } from 'deepmf'
import { dataFolder } from '../support/data.js'
import type { Context } from './context.js'
import { uniformEntries } from './uniform.js'

/** Data to fit, scaled so that its largest entry is one, with the ranks of a deep fit of it. */
export interface Dataset {
  label: string
  m: number
  n: number
  /** m x n, row-major, samples in columns. */
  X: Float64Array
  ranks: number[]
  decompose: 'features' | 'coefficients'
}

/** A small, a middle and a large problem; a quick run has small random ones only. */
export async function fitDatasets(context: Context): Promise<Dataset[]> {
  if (context.quick) return [random(30, 60, [6, 4, 2], 'features'), random(24, 80, [6, 4, 2], 'coefficients')]
  return [random(100, 500, [20, 10, 5], 'features'), ...(await digits(context)), ...(await faces(context))]
}

/** What the peers are given: the faces, or something small in a quick run. */
export async function peerDataset(context: Context): Promise<Dataset | undefined> {
  if (context.quick) return random(30, 60, [6, 4, 2], 'features')
  const [dataset] = await faces(context)
  return dataset
}

function random(m: number, n: number, ranks: number[], decompose: Dataset['decompose']): Dataset {
  return { label: 'random', m, n, X: uniformEntries(m * n, 1), ranks, decompose }
}

/** The demo's handwritten digits, as the demo fits them. */
const digits = (context: Context) =>
  fromMat(context, 'digits', 'multiview/HW_mfeat.mat', 'data{5}', [100, 36, 16], 'coefficients')

/** CBCL's faces. */
const faces = (context: Context) => fromMat(context, 'CBCL', 'faces/CBCL.mat', 'X', [100, 49, 25], 'features')

async function fromMat(
  context: Context,
  label: string,
  path: string,
  variable: string,
  ranks: number[],
  decompose: Dataset['decompose'],
): Promise<Dataset[]> {
  const file = resolve(dataFolder, path)
  if (!existsSync(file)) {
    context.leaveOut(`${label}: ${file} is not there (DEEPMF_DATA may name the folder with the data)`)
    return []
  }
  using matrix = await readMatMatrix(await readFile(file), variable)
  const X = matrix.toArray()
  let largest = 0
  for (const entry of X) largest = Math.max(largest, entry)
  return [{ label, m: matrix.rows, n: matrix.cols, X: X.map((entry) => entry / largest), ranks, decompose }]
}
