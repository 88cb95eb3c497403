import { deflateSync } from 'node:zlib'
import { DeepMFError, readMat } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dataFile } from '../support/data.ts'
import { array, element, matFile, numbers } from '../support/mat-file.ts'

/** Reading damaged bytes ends, and ends with the variables or with a coded error. */
async function survives(bytes: Uint8Array): Promise<void> {
  try {
    await readMat(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(DeepMFError)
    expect((error as DeepMFError).code).toBe('ERR_INVALID_DATA')
  }
}

const plain = array('plain', 6, [3, 2], numbers('int16', [1, 2, 3, 4, 5, 6]))
const inner = array('', 4, [1, 2], numbers('uint16', [104, 105]))
const fields = element(1, new TextEncoder().encode('a\0\0\0b\0\0\0'))
const sample = matFile(
  plain,
  element(15, deflateSync(plain), { pad: false }),
  array('cell', 1, [1, 2], inner, plain),
  array('struct', 2, [1, 1], numbers('int32', [4]), fields, inner, plain),
  array('sparse', 5, [3, 2], numbers('int32', [0, 2, 1]), numbers('int32', [0, 2, 3]), numbers('double', [1, 2, 3])),
  array('f', 16, [1, 1]),
)

describe('a damaged file never hangs or crashes', () => {
  test('the sample itself is whole', async () => {
    expect(Object.keys(await readMat(sample))).toEqual(['plain', 'cell', 'struct', 'sparse', 'f'])
  })

  test('cut at every byte', async () => {
    for (let length = 0; length < sample.length; length++) await survives(sample.slice(0, length))
  })

  test('every byte changed to the values that hurt', async () => {
    for (let at = 0; at < sample.length; at++) {
      for (const value of [0x00, 0x01, 0x0e, 0x0f, 0x7f, 0x80, 0xff]) {
        const bytes = sample.slice()
        bytes[at] = value
        await survives(bytes)
      }
    }
  })

  test('several bytes changed, some taken out', async () => {
    const change = fc.tuple(fc.nat(sample.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(40), async (changes, taken) => {
        const bytes = Uint8Array.from([...sample.slice(0, 128), ...sample.slice(128 + taken)])
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        await survives(bytes)
      }),
      { numRuns: 500 },
    )
  })

  test('bytes of any kind after a good header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => survives(matFile(bytes))),
      { numRuns: 500 },
    )
  })

  test('a real file', async (context) => {
    const bytes = await dataFile(context, 'toy/Swimmer.mat')
    for (let at = 128; at < bytes.length; at += 41) {
      await survives(bytes.subarray(0, at))
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] as number) ^ 0x55
      await survives(changed)
    }
  })
})
