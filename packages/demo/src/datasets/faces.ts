import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type MatNumeric, type MatValue, readMat } from 'deepmf'
import { UsageError } from '../usage-error.js'
import type { ImageSet } from './image-set.js'

/** Square images from a MATLAB file: a matrix X with an image in every column, pixels column after column. */
export async function readFaces(path: string): Promise<ImageSet> {
  const variables = await readMat(await readBytes(path))
  const matrix = imagesOf(variables, path)
  const [pixels, samples] = matrix.shape as [number, number]
  const side = Math.sqrt(pixels)
  if (!Number.isInteger(side)) {
    throw new UsageError(`${path}: columns of ${pixels} pixels are not square images`)
  }
  return {
    id: 'faces',
    title: 'faces',
    noun: ['face', 'faces'],
    layerNouns: [
      ['particular part', 'particular parts'],
      ['shared part', 'shared parts'],
      ['general part', 'general parts'],
    ],
    grid: { rows: side, cols: side, order: 'column after column', pixelHeight: 1, drawnAs: 'photograph' },
    pixels,
    samples,
    data: Float64Array.from(matrix.data),
    source: `Images: ${basename(path)}.`,
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The variable X, or the largest matrix where there is no X. */
function imagesOf(variables: Record<string, MatValue>, path: string): MatNumeric {
  const matrices = Object.entries(variables).filter((entry): entry is [string, MatNumeric] => isMatrix(entry[1]))
  const named = matrices.find(([name]) => name === 'X')
  const [largest] = matrices.sort(([, a], [, b]) => b.data.length - a.data.length)
  const found = named ?? largest
  if (found === undefined) throw new UsageError(`${path} has no matrix of images`)
  return found[1]
}

const isMatrix = (value: MatValue) => value.type === 'numeric' && value.shape.length === 2 && !value.imaginary
