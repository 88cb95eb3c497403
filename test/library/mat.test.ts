import { deflateSync } from 'node:zlib'
import { type MatNumeric, Matrix, readMat, readMatMatrix } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { dataFile } from '../support/data.ts'
import { array, concatenated, element, matFile, numbers } from '../support/mat-file.ts'

const invalid = (message: string) =>
  expect.objectContaining({ code: 'ERR_INVALID_DATA', message: expect.stringContaining(message) })

describe('the published data', () => {
  test('CBCL: 2429 faces of 19 x 19', async (context) => {
    const bytes = await dataFile(context, 'faces/CBCL.mat')
    const X = await readMatMatrix(bytes, 'X')
    expect(X.shape).toEqual([361, 2429])
    const values = X.toArray()
    expect(Math.min(...X.column(0))).toBeGreaterThanOrEqual(0)
    // Pixels of 8 bits over 256.
    expect(values.every((value) => Number.isInteger(value * 256) && value >= 0 && value <= 1)).toBe(true)
    // Columns are faces: neighbours in a column of pixels are alike, neighbours among faces are not.
    expect(roughness(X)).toBeLessThan(0.5)
  })

  test('the handwritten digits: the fifth of six views', async (context) => {
    const bytes = await dataFile(context, 'multiview/HW_mfeat.mat')
    const pixels = await readMatMatrix(bytes, 'data{5}')
    expect(pixels.shape).toEqual([240, 2000])
    expect(pixels.toArray().every((value) => Number.isInteger(value) && value >= 0 && value <= 6)).toBe(true)
    const { data, truelabel } = await readMat(bytes)
    expect(data).toMatchObject({ type: 'cell', shape: [1, 6] })
    expect(truelabel?.type === 'cell' && truelabel.items).toHaveLength(6)
  })

  test('Swimmer: 256 figures of limbs', async (context) => {
    const X = await readMatMatrix(await dataFile(context, 'toy/Swimmer.mat'), 'X')
    expect(X.shape).toEqual([220, 256])
    expect(new Set(X.toArray()).size).toBe(2)
  })

  test('a sparse matrix of documents and terms', async (context) => {
    const { X } = await readMat(await dataFile(context, 'text/classic.mat'))
    expect(X).toMatchObject({ type: 'sparse', shape: [7094, 41681] })
    expect(X?.type === 'sparse' && X.values.length).toBe(223_839)
  })

  test('cells of text, and structs', async (context) => {
    const { cood } = await readMat(await dataFile(context, 'hyperspectral/end4.mat'))
    const names = cood?.type === 'cell' ? cood.items.map((item) => item.type === 'text' && item.text) : []
    expect(names).toEqual(['1-tree', '2-water', '3-dirt', '4-road'])
    const { Region } = await readMat(await dataFile(context, 'hyperspectral/jasperRidge2_R198.mat'))
    expect(Region?.type === 'struct' && Region.items[0]?.xStart).toMatchObject({ shape: [1, 1] })
  })
})

/** How much pixels below each other differ, compared with pixels of neighbouring samples. */
function roughness(X: Matrix): number {
  let [below, beside] = [0, 0]
  for (let i = 0; i + 1 < X.rows; i++) {
    for (let j = 0; j < 200; j++) {
      below += Math.abs(X.get(i, j) - X.get(i + 1, j))
      beside += Math.abs(X.get(i, j) - X.get(i, j + 300))
    }
  }
  return below / beside
}

describe('classes and orders', () => {
  const read = async (...variables: Uint8Array[]) => readMat(matFile(...variables))

  test.each([
    ['double', 6, 'double', [0.1, -2.5, 1e300, 4, 5, 6]],
    ['double stored in bytes', 6, 'uint8', [0, 1, 2, 253, 254, 255]],
    ['double stored in short words', 6, 'int16', [0, -1, 2, 3, -32768, 32767]],
    ['single', 7, 'single', [0.5, -2.5, 0, 1, 2, 3]],
    ['int8', 8, 'int8', [-128, 0, 1, 2, 3, 127]],
    ['uint8', 9, 'uint8', [0, 1, 2, 3, 4, 255]],
    ['int16', 10, 'int16', [-32768, 0, 1, 2, 3, 4]],
    ['uint16', 11, 'uint16', [65535, 0, 1, 2, 3, 4]],
    ['int32', 12, 'int32', [-(2 ** 31), 0, 1, 2, 3, 4]],
    ['uint32', 13, 'uint32', [2 ** 32 - 1, 0, 1, 2, 3, 4]],
    ['int64', 14, 'int64', [-(2 ** 53 - 1), 0, 1, 2, 3, 4]],
    ['uint64', 15, 'uint64', [2 ** 53 - 1, 0, 1, 2, 3, 4]],
  ] as const)('%s', async (_, classNumber, stored, values) => {
    const { A } = await read(array('A', classNumber, [2, 3], numbers(stored, values)))
    const [a, b, c, d, e, f] = values
    expect(A).toMatchObject({ type: 'numeric', logical: false, shape: [2, 3] })
    expect(Array.from((A as MatNumeric).data)).toEqual([a, c, e, b, d, f])
    expect(Matrix.from(A as MatNumeric).toRows()).toEqual([
      [a, c, e],
      [b, d, f],
    ])
  })

  test('three dimensions: the last index runs fastest', async () => {
    const stored = Array.from({ length: 24 }, (_, i) => i)
    const { A } = await read(array('A', 6, [2, 3, 4], numbers('double', stored)))
    const { data, shape } = A as MatNumeric
    expect(shape).toEqual([2, 3, 4])
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 4; k++) expect(data[(i * 3 + j) * 4 + k]).toBe(i + 2 * (j + 3 * k))
  })

  test('logical and complex arrays, empty ones, names of up to four letters and longer', async () => {
    const variables = await read(
      array('mask', 9, [1, 2], numbers('uint8', [1, 0]), { logical: true }),
      array('spectrum', 6, [1, 1], numbers('double', [1]), { complex: true }, numbers('double', [-2])),
      array('E', 6, [0, 3], numbers('double', [])),
    )
    expect(variables.mask).toMatchObject({ logical: true, class: 'uint8' })
    expect(variables.spectrum).toMatchObject({ imaginary: Float64Array.of(-2) })
    expect(variables.E).toMatchObject({ shape: [0, 3], data: new Float64Array(0) })
  })

  test('text, as rows where there are several', async () => {
    const code = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))
    const { A, B } = await read(
      array('A', 4, [1, 3], numbers('uint16', code('aé!'))),
      array('B', 4, [2, 2], numbers('uint16', code('acbd'))),
    )
    expect(A).toMatchObject({ type: 'text', text: 'aé!' })
    expect(B).toMatchObject({ type: 'text', text: 'ab\ncd' })
  })

  test('a variable named like a member of every object', async () => {
    const variables = await read(array('__proto__', 6, [1, 1], numbers('double', [5])))
    expect(Object.keys(variables)).toEqual(['__proto__'])
  })

  test('compressed variables', async () => {
    const variable = array('A', 6, [1, 2], numbers('double', [3, 4]))
    const { A } = await read(element(15, deflateSync(variable), { pad: false }))
    expect(A).toMatchObject({ data: Float64Array.of(3, 4) })
  })

  test('function handles and objects are named, and not lost silently', async () => {
    const object = element(14, concatenated(numbers('uint32', [17, 0]), element(1, Uint8Array.of(111, 98, 106))))
    const { f, obj } = await read(array('f', 16, [1, 1]), object)
    expect(f).toEqual({ type: 'unsupported', class: 16 })
    expect(obj).toEqual({ type: 'unsupported', class: 17 })
  })
})

describe('what cannot be read is an error that says why', () => {
  const one = array('A', 6, [1, 1], numbers('double', [1]))
  const patched = (at: number, ...bytes: number[]) => {
    const file = matFile(one)
    file.set(bytes, at)
    return file
  }
  const cases: [string, Uint8Array, string][] = [
    ['nothing', new Uint8Array(0), 'it has 0 bytes'],
    ['another file', new TextEncoder().encode('x'.repeat(300)), 'it lacks the mark of version 5'],
    ['big-endian order', patched(126, 0x4d, 0x49), 'big-endian'],
    ['version 7.3', patched(124, 0x00, 0x02), "save it with '-v7'"],
    ['a version of the future', patched(124, 0x00, 0x09), 'the unknown version 2304'],
    ['a cut file', matFile(one).slice(0, -4), 'it ends in the middle of a variable'],
    ['an element of numbers on the outside', matFile(numbers('double', [1])), 'where there is data type 9'],
    ['too few numbers', matFile(array('A', 6, [2, 2], numbers('double', [1]))), '2 x 2 has 1 numbers'],
    ['dimensions below zero', matFile(array('A', 6, [-1, 2], numbers('double', []))), 'the dimensions -1 x 2'],
    ['more cells than bytes', matFile(array('A', 1, [30_000, 30_000])), '900000000 items do not fit'],
    ['an unknown data type', matFile(array('A', 6, [1, 1], element(99, new Uint8Array(8)))), 'unknown data type 99'],
    ['an unknown class', matFile(array('A', 0, [1, 1], numbers('double', [1]))), '0 is the number of no class'],
    [
      'numbers beyond 2^53',
      matFile(array('A', 14, [1, 1], numbers('int64', [2 ** 60]))),
      'too large for an exact number',
    ],
    ['damaged compression', matFile(element(15, Uint8Array.of(1, 2, 3, 4, 5))), 'cannot be decompressed'],
  ]
  test.each(cases)('%s', async (_, bytes, message) => {
    await expect(readMat(bytes)).rejects.toThrowError(invalid(message))
  })

  test('no bytes at all', async () => {
    await expect(readMat('CBCL.mat' as never)).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option: 'bytes', received: '"CBCL.mat"' }),
    )
  })

  test('cells in cells without end', async () => {
    let nested = one
    for (let depth = 0; depth < 100; depth++) nested = array('', 1, [1, 1], nested)
    await expect(readMat(matFile(nested))).rejects.toThrowError(invalid('nested more than 64 deep'))
  })

  test.each([
    ['Y', 'one of A'],
    ['A{1}', 'an item of a cell array; there are 0'],
    ['A.b', "a variable such as 'X' or 'data{5}'"],
  ])('no matrix %s', async (path, allowed) => {
    await expect(readMatMatrix(matFile(one), path)).rejects.toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_DATA', option: 'path', allowed }),
    )
  })

  test('what is no matrix of real numbers', async () => {
    const text = matFile(array('A', 4, [1, 1], numbers('uint16', [65])))
    await expect(readMatMatrix(text, 'A')).rejects.toThrowError(invalid('it is text'))
  })
})
