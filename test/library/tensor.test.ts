import { DeepMFError, Tensor, type TensorLike } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicesOf } from '../support/tensors.js'

const nested = [
  [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  [
    [7, 8],
    [9, 10],
    [11, 12],
  ],
]
const flat = nested.flat(2)

describe('Tensor.from takes', () => {
  const cases: [string, TensorLike][] = [
    ['nested arrays', nested],
    ['nested arrays with typed ones innermost', nested.map((rows) => rows.map((row) => Int16Array.from(row)))],
    ['data with a shape', { data: flat, shape: [2, 3, 2] }],
    ['a Uint8Array with a shape', { data: Uint8Array.from(flat), shape: [2, 3, 2] }],
    ['a Tensor', Tensor.from(nested)],
  ]
  test.each(cases)('%s', (_, input) => {
    const tensor = Tensor.from(input)
    expect(tensor.shape).toEqual([2, 3, 2])
    expect(tensor.order).toBe(3)
    expect(tensor.precision).toBe('float64')
    expect(tensor.toArray()).toEqual(Float64Array.from(flat))
    expect(tensor.toNested()).toEqual(nested)
    expect(tensor.get(1, 0, 1)).toBe(8)
    expect(String(tensor)).toBe('Tensor(2 x 3 x 2, float64)')
  })

  test('a flat array with the shape as an option', () => {
    expect(Tensor.from(flat, { shape: [3, 2, 2] }).get(2, 1, 0)).toBe(11)
    expect(Tensor.from(flat, { shape: [12, 1] }).shape).toEqual([12, 1])
  })

  test('a Tensor as it is, or in another precision', () => {
    const tensor = Tensor.from(nested)
    expect(Tensor.from(tensor)).toBe(tensor)
    expect(Tensor.from(tensor, { shape: [2, 3, 2] })).toBe(tensor)
    const single = Tensor.from(tensor, { precision: 'float32' })
    expect(single.toFloat32Array()).toEqual(Float32Array.from(flat))
    expect(Tensor.from(single, { precision: 'float64' }).toArray()).toEqual(Float64Array.from(flat))
  })

  test('any shape: cells are where index arithmetic says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }), fc.nat(), (shape, seed) => {
        const length = shape.reduce((total, size) => total * size, 1)
        const data = Float64Array.from({ length }, (_, at) => at)
        const tensor = Tensor.from({ data, shape })
        const at = seed % length
        expect(tensor.get(...indicesOf(shape, at))).toBe(at)
        expect(Tensor.from(tensor.toNested()).toArray()).toEqual(data)
        expect(Tensor.from(tensor.toNested()).shape).toEqual(shape)
      }),
    )
  })

  test('Float32Arrays in their own precision', () => {
    expect(Tensor.from({ data: Float32Array.from(flat), shape: [2, 3, 2] }).precision).toBe('float32')
    expect(Tensor.from(nested.map((rows) => rows.map((row) => Float32Array.from(row)))).precision).toBe('float32')
  })
})

describe('Tensor.from refuses', () => {
  const cases: [string, unknown, unknown, string, RegExp][] = [
    ['nothing', undefined, undefined, 'ERR_INVALID_TENSOR', /no tensor/],
    ['a number', 7, undefined, 'ERR_INVALID_TENSOR', /no tensor/],
    ['no numbers', [], undefined, 'ERR_INVALID_TENSOR', /needs a shape/],
    ['one mode', [1, 2, 3], undefined, 'ERR_INVALID_TENSOR', /needs a shape/],
    ['one mode in the shape', { data: [1, 2], shape: [2] }, undefined, 'ERR_INVALID_TENSOR', /two or more/],
    ['an empty array', [[], []], undefined, 'ERR_INVALID_TENSOR', /empty/],
    ['ragged rows', [[[1, 2], [3]]], undefined, 'ERR_INVALID_TENSOR', /\[0\]\[1\] has length 1/],
    ['ragged slices', [[[1], [2]], [[3]]], undefined, 'ERR_INVALID_TENSOR', /\[1\] has length 1/],
    [
      'arrays of different depth',
      [
        [[1], [2]],
        [[3], 4],
      ],
      undefined,
      'ERR_INVALID_TENSOR',
      /\[1\]\[1\] is no array/,
    ],
    ['a word', [[[1], ['three']]], undefined, 'ERR_INVALID_TENSOR', /\[0,1,0\].*three/],
    ['an array too deep', [[1, [2]]], undefined, 'ERR_INVALID_TENSOR', /\[0,1\] is no number/],
    ['NaN', [[[1], [Number.NaN]]], undefined, 'ERR_NOT_FINITE', /\[0,1,0\] is NaN/],
    ['what float32 cannot hold', [[1e300, 1]], { precision: 'float32' }, 'ERR_NOT_FINITE', /float32/],
    ['a wrong length', { data: [1, 2, 3], shape: [2, 2] }, undefined, 'ERR_INVALID_TENSOR', /needs 4/],
    ['data that are no numbers', { data: 'abc', shape: [1, 3] }, undefined, 'ERR_INVALID_TENSOR', /no array/],
    ['bigints', { data: BigInt64Array.of(1n, 2n), shape: [1, 2] }, undefined, 'ERR_INVALID_TENSOR', /no array/],
    ['a size of zero', { data: [], shape: [0, 2] }, undefined, 'ERR_INVALID_TENSOR', /above 0/],
    ['sizes that are no numbers', { data: [1], shape: ['1', 1] }, undefined, 'ERR_INVALID_TENSOR', /above 0/],
    ['two shapes', { data: [1, 2], shape: [1, 2] }, { shape: [2, 1] }, 'ERR_INVALID_OPTION', /\[1, 2\]/],
    ['another shape', Tensor.from(nested), { shape: [2, 2, 3] }, 'ERR_INVALID_OPTION', /\[2, 3, 2\]/],
    ['an unknown option', nested, { shapes: [1] }, 'ERR_UNKNOWN_OPTION', /'shape'/],
    ['an unknown precision', nested, { precision: 'float16' }, 'ERR_INVALID_OPTION', /float32/],
  ]
  test.each(cases)('%s', (_, input, options, code, says) => {
    const make = () => Tensor.from(input as TensorLike, options as never)
    expect(make).toThrow(DeepMFError)
    expect(make).toThrow(expect.objectContaining({ code }))
    expect(make).toThrow(says)
  })
})

test('cells that are not there', () => {
  const tensor = Tensor.from(nested)
  for (const indices of [
    [0, 0],
    [0, 0, 0, 0],
    [2, 0, 0],
    [0, 3, 0],
    [0, 0, -1],
    [0, 0, 0.5],
  ]) {
    expect(() => tensor.get(...indices)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  }
})

test('what was disposed of cannot be read', () => {
  const tensor = Tensor.from(nested)
  tensor.dispose()
  tensor.dispose()
  expect(tensor.disposed).toBe(true)
  expect(String(tensor)).toBe('Tensor(2 x 3 x 2, float64, disposed)')
  for (const read of [() => tensor.toArray(), () => tensor.get(0, 0, 0), () => Tensor.from(tensor)]) {
    expect(read).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
  }
})

test('there is no public constructor', () => {
  const Constructor = Tensor as unknown as new () => Tensor
  expect(() => new Constructor()).toThrow(/Tensor.from/)
})
