import { inflate } from '#platform'
import { DeepMFError, invalidOption } from '../../errors.js'
import { type Element, ElementReader, invalidData, TYPE, viewOf } from './elements.js'
import type { MatValue } from './types.js'
import { readVariable } from './values.js'

const HEADER_LENGTH = 128

/** No zlib stream grows more than this in decompression, so anything beyond is damage. */
const MOST_GROWTH = 1032

/**
 * Reads the variables of a MATLAB file of version 5 (what MATLAB's `save` writes by default, `-v6` and `-v7`).
 *
 * Arrays of numbers come with their rows in order and can be given to `Matrix.from`. Sparse matrices stay sparse.
 * Complex numbers, cells, structs, logicals and text are read; function handles and objects are named only. Files of
 * version 7.3 are HDF5 files, which this does not read: save with `-v7`.
 *
 * @param bytes the whole file
 * @throws DeepMFError `ERR_INVALID_DATA` when the file is damaged or of another format
 *
 * @example
 * const { X } = await readMat(await readFile('CBCL.mat'))
 * if (X?.type === 'numeric') Matrix.from(X)
 */
export async function readMat(bytes: Uint8Array): Promise<Record<string, MatValue>> {
  if (!(bytes instanceof Uint8Array)) throw invalidOption('bytes', bytes, 'a Uint8Array with the whole file')
  try {
    checkHeader(bytes)
    const variables: Record<string, MatValue> = Object.create(null)
    const reader = new ElementReader(bytes, HEADER_LENGTH)
    while (reader.left > 0) {
      const { name, value } = readVariable(await decompressed(reader.next('a variable')))
      // Variables without a name are notes of MATLAB to itself.
      if (name !== '') variables[name] = value
    }
    return variables
  } catch (error) {
    if (error instanceof DeepMFError) throw error
    throw invalidData(error instanceof Error ? error.message : String(error), error)
  }
}

function checkHeader(bytes: Uint8Array): void {
  if (bytes.length < HEADER_LENGTH) throw invalidData(`it has ${bytes.length} bytes, its header alone ${HEADER_LENGTH}`)
  const view = viewOf(bytes)
  const mark = view.getUint16(126, true)
  if (mark === 0x494d) throw invalidData('it was written in big-endian order, which is not supported')
  if (mark !== 0x4d49) throw invalidData('it lacks the mark of version 5')
  const version = view.getUint16(124, true)
  if (version === 0x0200) throw invalidData("it has version 7.3, which is HDF5: save it with '-v7'")
  if (version !== 0x0100) throw invalidData(`it has the unknown version ${version}`)
}

async function decompressed(element: Element): Promise<Element> {
  if (element.type !== TYPE.compressed) return element
  const limit = element.bytes.length * MOST_GROWTH + 64
  let bytes: Uint8Array
  try {
    bytes = await inflate(element.bytes, limit)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw invalidData(`a variable cannot be decompressed (${reason})`, cause)
  }
  return new ElementReader(bytes).next('a variable')
}
