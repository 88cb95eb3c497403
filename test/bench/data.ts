import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readMatMatrix } from 'deepmf'
import { readDigits } from '../../packages/demo/src/datasets/digits.js'
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
  normalisation: Normalisation
}

export type Normalisation = 'H-columns' | 'W-rows' | 'none'

type Direction = Pick<Dataset, 'decompose' | 'normalisation'>
const features: Direction = { decompose: 'features', normalisation: 'H-columns' }
const coefficients: Direction = { decompose: 'coefficients', normalisation: 'W-rows' }

/** A small, a middle and a large problem; a quick run has small random ones only. */
export async function fitDatasets(context: Context): Promise<Dataset[]> {
  if (context.quick) return [random(30, 60, [6, 4, 2], features), random(24, 80, [6, 4, 2], coefficients)]
  return [random(100, 500, [20, 10, 5], features), await digits(), ...(await faces(context))]
}

/** What the peers are given: the faces, or something small in a quick run. */
export async function peerDataset(context: Context): Promise<Dataset | undefined> {
  if (context.quick) return random(30, 60, [6, 4, 2], features)
  const [dataset] = await faces(context)
  return dataset
}

function random(m: number, n: number, ranks: number[], direction: Direction): Dataset {
  return { label: 'random', m, n, X: uniformEntries(m * n, 1), ranks, ...direction }
}

/** The digits that come with the demo, fitted as the demo fits them. */
async function digits(): Promise<Dataset> {
  const { pixels, samples, data } = await readDigits()
  return { label: 'digits', m: pixels, n: samples, X: scaled(data), ranks: [100, 36, 16], ...coefficients }
}

/** CBCL's faces, where they are at hand. */
async function faces(context: Context): Promise<Dataset[]> {
  const file = resolve(dataFolder, 'faces/CBCL.mat')
  if (!existsSync(file)) {
    context.leaveOut(`CBCL: ${file} is not there (DEEPMF_DATA may name the folder with the data)`)
    return []
  }
  using matrix = await readMatMatrix(await readFile(file), 'X')
  const { rows: m, cols: n } = matrix
  return [{ label: 'CBCL', m, n, X: scaled(matrix.toArray()), ranks: [100, 49, 25], ...features }]
}

/** Largest entry one. */
function scaled(data: Float64Array): Float64Array {
  let largest = 0
  for (const entry of data) largest = Math.max(largest, entry)
  return data.map((entry) => entry / largest)
}
