import { Matrix, type MatrixLike } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMatrix } from '../../packages/deepmf/src/matrix/internals.js'

const rows = [
  [1, 0, 2],
  [0, 3, 1],
]

describe('Matrix.from takes', () => {
  const flat = [1, 0, 2, 0, 3, 1]
  const cases: [string, MatrixLike][] = [
    ['rows', rows],
    ['rows of typed arrays', rows.map((row) => Int16Array.from(row))],
    ['rows of both kinds', [[1, 0, 2], Float64Array.of(0, 3, 1)]],
    ['data with a shape', { data: flat, shape: [2, 3] }],
    ['a Uint8Array with a shape', { data: Uint8Array.from(flat), shape: [2, 3] }],
    ['columns one after the other', { data: Float64Array.of(1, 0, 0, 3, 2, 1), shape: [2, 3], stride: [1, 2] }],
    ['a part of a larger array', { data: [9, 9, ...flat, 9], shape: [2, 3], offset: 2 }],
    ['negative strides', { data: flat.slice().reverse(), shape: [2, 3], stride: [-3, -1], offset: 5 }],
    ['columns backwards', { data: Int8Array.of(2, 0, 1, 1, 3, 0), shape: [2, 3], stride: [3, -1], offset: 2 }],
    ['a Matrix', Matrix.from(rows)],
  ]
  test.each(cases)('%s', (_, input) => {
    const matrix = Matrix.from(input)
    expect(matrix.toRows()).toEqual(rows)
    expect(matrix.toArray()).toEqual(Float64Array.from(flat))
    expect(matrix.shape).toEqual([2, 3])
    expect(matrix.precision).toBe('float64')
  })

  test('a flat array with the shape as an option', () => {
    expect(Matrix.from(Float64Array.from(flat), { shape: [2, 3] }).toRows()).toEqual(rows)
    expect(Matrix.from(flat, { shape: [3, 2] }).toRows()).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ])
  })

  test('the same row again by a stride of zero', () => {
    expect(Matrix.from({ data: [1, 2], shape: [3, 2], stride: [0, 1] }).toRows()).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ])
  })

  test('any strided view: the same as index arithmetic', () => {
    const stride = fc.integer({ min: -7, max: 7 })
    const order = fc.integer({ min: 1, max: 5 })
    fc.assert(
      fc.property(order, order, stride, stride, fc.nat(80), (m, n, down, right, offset) => {
        const data = Float64Array.from({ length: 60 }, (_, i) => i)
        const at = (i: number, j: number) => offset + i * down + j * right
        const corners = [at(0, 0), at(m - 1, 0), at(0, n - 1), at(m - 1, n - 1)]
        const inside = Math.min(...corners) >= 0 && Math.max(...corners) < 60
        const read = () => Matrix.from({ data, shape: [m, n], stride: [down, right], offset }).toRows()
        if (!inside) expect(read).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_MATRIX' }))
        else expect(read()).toEqual(Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => at(i, j))))
      }),
    )
  })
})

describe('precision', () => {
  test('follows the data, or the option', () => {
    const single = Float32Array.of(0.1, 0.2)
    expect(Matrix.from(single, { shape: [1, 2] }).precision).toBe('float32')
    expect(Matrix.from([single, single]).precision).toBe('float32')
    expect(Matrix.from([single, [1, 2]]).precision).toBe('float64')
    expect(Matrix.from(single, { shape: [1, 2], precision: 'float64' }).toArray()).toEqual(Float64Array.from(single))
    expect(Matrix.from([[0.1]], { precision: 'float32' }).get(0, 0)).toBe(Math.fround(0.1))
  })

  test('a Matrix is returned as it is, or converted when that is asked for', () => {
    const matrix = Matrix.from([[0.1]])
    expect(Matrix.from(matrix)).toBe(matrix)
    expect(Matrix.from(matrix, { precision: 'float64' })).toBe(matrix)
    const single = Matrix.from(matrix, { precision: 'float32' })
    expect(single.toArray()).toEqual(Float64Array.of(Math.fround(0.1)))
    expect(single.toFloat32Array()).toEqual(Float32Array.of(0.1))
  })
})

describe('reading', () => {
  const matrix = Matrix.from(rows)

  test('cells, columns and descriptions', () => {
    expect([matrix.rows, matrix.cols]).toEqual([2, 3])
    expect(matrix.get(1, 1)).toBe(3)
    expect(matrix.column(2)).toEqual(Float64Array.of(2, 1))
    expect(String(matrix)).toBe('Matrix(2 x 3, float64)')
    expect(Object.isFrozen(matrix.shape)).toBe(true)
  })

  test('arrays are copies', () => {
    const data = Float64Array.of(1, 2)
    const copy = Matrix.from(data, { shape: [1, 2] })
    data.fill(7)
    copy.toArray().fill(8)
    copy.toFloat32Array().fill(9)
    copy.column(0).fill(9)
    expect(copy.toRows()).toEqual([[1, 2]])
  })

  test('zeros', () => {
    expect(Matrix.zeros(1, 2).toRows()).toEqual([[0, 0]])
    expect(Matrix.zeros(1, 2, { precision: 'float32' }).precision).toBe('float32')
  })

  test.each([
    [-1, 0],
    [2, 0],
    [0, 3],
    [0.5, 0],
    [Number.NaN, 0],
  ])('cell (%d, %d) is an error', (i, j) => {
    expect(() => matrix.get(i, j)).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  })
})

describe('bad input is refused, naming the cell', () => {
  const bad = (value: unknown) => value as MatrixLike
  const INVALID = 'ERR_INVALID_MATRIX'
  const cases: [string, MatrixLike, string, string][] = [
    ['ragged rows', [[1, 2], [3]], INVALID, 'row 1 has length 1, row 0 has length 2'],
    ['no rows', [], INVALID, 'it is empty'],
    ['empty rows', [[], []], INVALID, 'row 0 is empty'],
    [
      'text in a cell',
      bad([
        [1, 2],
        [3, '4'],
      ]),
      INVALID,
      'the cell in row 1, column 1 is no number; received "4"',
    ],
    ['a hole', bad([new Array(3)]), INVALID, 'the cell in row 0, column 0 is no number; received undefined'],
    ['null in a cell', bad([[null]]), INVALID, 'the cell in row 0, column 0 is no number; received null'],
    [
      'a boolean',
      bad({ data: [true], shape: [1, 1] }),
      INVALID,
      'the cell in row 0, column 0 is no number; received true',
    ],
    ['a bigint', bad([[1n]]), INVALID, 'the cell in row 0, column 0 is no number; received 1n'],
    ['bigint arrays', bad([new BigInt64Array(2)]), INVALID, 'row 0 is no array of numbers'],
    [
      'NaN',
      [
        [1, 2],
        [Number.NaN, 4],
      ],
      'ERR_NOT_FINITE',
      'row 1, column 0 is NaN',
    ],
    ['infinity in a view', { data: [1, -1 / 0], shape: [2, 1] }, 'ERR_NOT_FINITE', 'row 1, column 0 is -Infinity'],
    ['too few numbers', { data: [1, 2, 3], shape: [2, 2] }, INVALID, 'its data has length 3, the shape [2, 2] needs 4'],
    [
      'too many numbers',
      { data: [1, 2, 3], shape: [1, 2] },
      INVALID,
      'its data has length 3, the shape [1, 2] needs 2',
    ],
    ['a view past the end', { data: [1, 2, 3], shape: [2, 2], offset: 0 }, INVALID, 'from element 0 to 3 of 3'],
    ['a view before the start', { data: [1, 2], shape: [2, 1], stride: [-1, 1] }, INVALID, 'from element -1 to 0 of 2'],
    ['one dimension', { data: [1, 2], shape: [2] }, INVALID, "option 'input.shape'"],
    ['three dimensions', { data: [1, 2], shape: [1, 1, 2] }, INVALID, "option 'input.shape'"],
    ['a shape with zero', { data: [], shape: [0, 3] }, INVALID, "option 'input.shape'"],
    ['a fraction as stride', { data: [1, 2], shape: [1, 2], stride: [1, 0.5] }, INVALID, "option 'input.stride'"],
    ['a negative offset', { data: [1, 2], shape: [1, 2], offset: -1 }, INVALID, "option 'input.offset'"],
    ['data that is none', bad({ data: 'abc', shape: [1, 3] }), INVALID, 'its data is no array of numbers'],
    ['a flat list', bad([1, 2, 3]), INVALID, 'row 0 is no array of numbers'],
    ['a typed array without shape', bad(new Float64Array(4)), INVALID, 'a flat array needs a shape'],
    ['a DataView', bad(new DataView(new ArrayBuffer(8))), INVALID, 'it is no matrix'],
    ['nothing', bad(undefined), INVALID, 'it is no matrix'],
    ['text', bad('[[1]]'), INVALID, 'it is no matrix'],
    ['an object', bad({ rows: 1 }), INVALID, 'it is no matrix'],
  ]
  test.each(cases)('%s', (_, input, code, message) => {
    expect(() => Matrix.from(input)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(message), option: expect.any(String) }),
    )
  })

  test('the input is named as the caller names it', () => {
    expect(() => toMatrix([[Number.NaN]], 'X')).toThrowError(
      expect.objectContaining({ option: 'X', message: expect.stringMatching(/^X: /), received: 'NaN' }),
    )
  })

  test('what float32 cannot hold', () => {
    expect(() => Matrix.from([[1, 1e300]], { precision: 'float32' })).toThrowError(
      expect.objectContaining({
        code: 'ERR_NOT_FINITE',
        received: '1e+300',
        allowed: 'a number that float32 can hold',
      }),
    )
  })

  test('options', () => {
    const wrong = (options: object) => () => Matrix.from([[1]], options)
    expect(wrong({ precision: 'float16' })).toThrowError(expect.objectContaining({ option: 'precision' }))
    expect(wrong({ shape: [1] })).toThrowError(expect.objectContaining({ option: 'shape' }))
    expect(() => Matrix.from({ data: [1, 2], shape: [1, 2] }, { shape: [2, 1] })).toThrowError(
      expect.objectContaining({ option: 'shape', allowed: '[1, 2], the shape of the input' }),
    )
    expect(() => Matrix.zeros(0, 1)).toThrowError(expect.objectContaining({ code: INVALID, option: 'rows' }))
    expect(() => Matrix.zeros(1, 1.5)).toThrowError(expect.objectContaining({ code: INVALID, option: 'cols' }))
    expect(() => Matrix.zeros(1e8, 1e8)).toThrowError(expect.objectContaining({ code: 'ERR_OUT_OF_MEMORY' }))
    expect(() => Reflect.construct(Matrix, [])).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  })
})
