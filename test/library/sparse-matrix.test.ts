import { loadBackend, Matrix, readMatSparse, SparseMatrix } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNonnegative, checkScale, onBackend } from '../../packages/deepmf/src/matrix/internals.js'
import { backends } from '../support/backends.js'
import { dataFile } from '../support/data.js'
import { collectUntil } from '../support/gc.js'
import { array, matFile, numbers } from '../support/mat-file.js'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

/** [[0, 0, 1.5], [2, 0, 3]] */
const rows = [
  [0, 0, 1.5],
  [2, 0, 3],
]
const csr = { rows: 2, cols: 3, starts: [0, 1, 3], indices: [2, 0, 2], values: [1.5, 2, 3] }
const csc = { rows: 2, cols: 3, starts: [0, 1, 1, 3], indices: [1, 0, 1], values: [2, 1.5, 3] }
const coo = { rows: 2, cols: 3, rowIndices: [1, 0, 1], columnIndices: [2, 2, 0], values: [3, 1.5, 2] }

describe('a SparseMatrix from', () => {
  const made: [string, () => SparseMatrix][] = [
    ['rows', () => SparseMatrix.fromCSR(csr)],
    ['rows in any order', () => SparseMatrix.fromCSR({ ...csr, indices: [2, 2, 0], values: [1.5, 3, 2] })],
    [
      'typed arrays',
      () => SparseMatrix.fromCSR({ ...csr, starts: Int32Array.of(0, 1, 3), values: Int8Array.of(1, 2, 3) }),
    ],
    ['columns', () => SparseMatrix.fromCSC(csc)],
    ['entries', () => SparseMatrix.fromCOO(coo)],
    ['a dense matrix', () => SparseMatrix.fromDense(rows)],
    ['its transpose', () => SparseMatrix.fromCSR(csr).transpose().transpose()],
    ['its own rows', () => SparseMatrix.fromCSR(SparseMatrix.fromCOO(coo).toCSR())],
    ['its own columns', () => SparseMatrix.fromCSC(SparseMatrix.fromCOO(coo).toCSC())],
    ['its own entries', () => SparseMatrix.fromCOO(SparseMatrix.fromCOO(coo).toCOO())],
  ]
  test.each(made)('%s', (name, make) => {
    const X = make()
    const expected = name === 'typed arrays' ? [[0, 0, 1], rows[1]] : rows
    expect(X.toDense().toRows()).toEqual(expected)
    expect([X.rows, X.cols, X.entries, X.nnz, X.density, X.precision]).toEqual([2, 3, 3, 3, 0.5, 'float64'])
    expect(X.shape).toEqual([2, 3])
    expect(String(X)).toBe('SparseMatrix(2 x 3, 3 entries, float64)')
    expect(X.toCSR()).toMatchObject({ starts: Uint32Array.of(0, 1, 3), indices: Uint32Array.of(2, 0, 2) })
    expect(X.toCSC()).toMatchObject({ starts: Uint32Array.of(0, 1, 1, 3), indices: Uint32Array.of(1, 0, 1) })
  })

  test('entries of one cell, added in their order; zeros that are given are kept', () => {
    const X = SparseMatrix.fromCOO({
      rows: 2,
      cols: 2,
      rowIndices: [1, 0, 1, 1],
      columnIndices: [0, 1, 0, 0],
      values: [1e16, 0, 1, -1e16],
    })
    expect(X.toCOO()).toMatchObject({
      rowIndices: Uint32Array.of(0, 1),
      columnIndices: Uint32Array.of(1, 0),
      values: Float64Array.of(0, 0),
    })
  })

  test('float32 values, or numbers rounded to them', () => {
    const single = SparseMatrix.fromCSR({ ...csr, values: Float32Array.of(0.1, 0.2, 0.3) })
    expect(single.precision).toBe('float32')
    expect(SparseMatrix.fromCSR({ ...csr, values: [0.1, 0.2, 0.3] }, { precision: 'float32' }).toCOO().values).toEqual(
      single.toCOO().values,
    )
    expect(SparseMatrix.fromDense(Matrix.from(rows, { precision: 'float32' })).precision).toBe('float32')
  })

  test('no entries', () => {
    const X = SparseMatrix.fromCOO({ rows: 3, cols: 2, rowIndices: [], columnIndices: [], values: [] })
    expect(X.entries).toBe(0)
    expect(X.toDense().toArray()).toEqual(new Float64Array(6))
  })

  test('any entries: what a table of sums says', () => {
    const entry = fc.tuple(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: -9, max: 9 }),
    )
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const table = Array.from({ length: 9 }, () => new Array<number>(7).fill(0))
        for (const [i, j, value] of entries) (table[i] as number[])[j] += value
        const X = SparseMatrix.fromCOO({
          rows: 9,
          cols: 7,
          rowIndices: entries.map(([i]) => i),
          columnIndices: entries.map(([, j]) => j),
          values: entries.map(([, , value]) => value),
        })
        expect(X.toDense().toRows()).toEqual(table)
        expect(X.transpose().transpose().toCSR()).toEqual(X.toCSR())
        expect(X.entries).toBe(new Set(entries.map(([i, j]) => 7 * i + j)).size)
      }),
    )
  })
})

describe('what is no sparse matrix is refused, naming the entry', () => {
  const cases: [string, () => unknown, string, string][] = [
    ['no rows', () => SparseMatrix.fromCSR({ ...csr, rows: 0 }), 'ERR_INVALID_MATRIX', 'rows'],
    ['half a column', () => SparseMatrix.fromCSR({ ...csr, cols: 2.5 }), 'ERR_INVALID_MATRIX', 'cols'],
    ['too many rows', () => SparseMatrix.fromCSR({ ...csr, rows: 2 ** 31 }), 'ERR_INVALID_MATRIX', 'rows'],
    ['too few starts', () => SparseMatrix.fromCSR({ ...csr, starts: [0, 3] }), 'ERR_INVALID_MATRIX', 'starts'],
    ['a first start', () => SparseMatrix.fromCSR({ ...csr, starts: [1, 1, 3] }), 'ERR_INVALID_MATRIX', 'starts[0]'],
    ['starts that fall', () => SparseMatrix.fromCSR({ ...csr, starts: [0, 4, 3] }), 'ERR_INVALID_MATRIX', 'starts[1]'],
    ['a last start', () => SparseMatrix.fromCSR({ ...csr, starts: [0, 1, 2] }), 'ERR_INVALID_MATRIX', 'starts[2]'],
    ['an index', () => SparseMatrix.fromCSR({ ...csr, indices: [2, 0, 3] }), 'ERR_INVALID_MATRIX', 'indices[2]'],
    ['half an index', () => SparseMatrix.fromCSC({ ...csc, indices: [0, 0.5, 1] }), 'ERR_INVALID_MATRIX', 'indices[1]'],
    ['a row', () => SparseMatrix.fromCOO({ ...coo, rowIndices: [1, 0, -1] }), 'ERR_INVALID_MATRIX', 'rowIndices[2]'],
    [
      'a column',
      () => SparseMatrix.fromCOO({ ...coo, columnIndices: [3, 2, 0] }),
      'ERR_INVALID_MATRIX',
      'columnIndices[0]',
    ],
    ['lengths', () => SparseMatrix.fromCOO({ ...coo, rowIndices: [1, 0] }), 'ERR_INVALID_MATRIX', 'rowIndices'],
    ['no list', () => SparseMatrix.fromCSR({ ...csr, values: 'abc' as never }), 'ERR_INVALID_MATRIX', 'values'],
    ['text', () => SparseMatrix.fromCSR({ ...csr, values: [1, 'a' as never, 3] }), 'ERR_INVALID_MATRIX', 'values[1]'],
    ['NaN', () => SparseMatrix.fromCSR({ ...csr, values: [1, 2, Number.NaN] }), 'ERR_NOT_FINITE', 'values[2]'],
    [
      'too large',
      () => SparseMatrix.fromCSR({ ...csr, values: [1, 1e39, 3] }, { precision: 'float32' }),
      'ERR_NOT_FINITE',
      'values[1]',
    ],
    ['nothing', () => SparseMatrix.fromCSR(undefined as never), 'ERR_INVALID_MATRIX', 'input'],
    ['an option', () => SparseMatrix.fromCSR(csr, { precison: 'float32' } as never), 'ERR_UNKNOWN_OPTION', 'precison'],
    ['scales of another length', () => SparseMatrix.fromCSR(csr).scaleRows([1]), 'ERR_INVALID_MATRIX', 'd'],
    ['a scale', () => SparseMatrix.fromCSR(csr).scaleColumns([1, 2, Number.NaN]), 'ERR_NOT_FINITE', 'values[2]'],
    ['entries to come', () => SparseMatrix.builder({ rows: 1, cols: 1, entries: -1 }), 'ERR_INVALID_OPTION', 'entries'],
  ]
  test.each(cases)('%s', (_, make, code, option) => {
    expect(make).toThrowError(coded(code, { option }))
  })

  test('a constructor', () => {
    expect(() => new (SparseMatrix as unknown as new () => unknown)()).toThrowError(coded('ERR_INVALID_ARGUMENT'))
  })
})

describe('new matrices of the same places', () => {
  test('scaled, mapped', () => {
    const X = SparseMatrix.fromCSR(csr)
    expect(X.scaleRows([2, 10]).toDense().toRows()).toEqual([
      [0, 0, 3],
      [20, 0, 30],
    ])
    expect(X.scaleColumns([10, 1, 2]).toDense().toRows()).toEqual([
      [0, 0, 3],
      [20, 0, 6],
    ])
    expect(X.mapValues((value) => value * value).toCOO().values).toEqual(Float64Array.of(2.25, 4, 9))
    expect(X.mapValues('sqrt').toCOO().values).toEqual(Float64Array.of(Math.sqrt(1.5), Math.SQRT2, Math.sqrt(3)))
    expect(X.toDense().toRows()).toEqual(rows)
  })

  test('what leaves the range of the numbers is refused', () => {
    const X = SparseMatrix.fromCSR({ ...csr, values: [-1, 2, 1e300] })
    expect(() => X.scaleRows([1, 1e300])).toThrowError(coded('ERR_OVERFLOW'))
    expect(() => X.mapValues('log')).toThrowError(coded('ERR_NOT_FINITE'))
    expect(() => X.mapValues(() => Number.NaN)).toThrowError(coded('ERR_NOT_FINITE', { option: 'values[0]' }))
  })
})

describe.each(backends)('in the memory of the %s backend', (backend) => {
  const pieces = () => {
    const builder = SparseMatrix.builder({ rows: 2, cols: 3, entries: 4, backend })
    builder.append([1, 0], Uint32Array.of(2, 2), [1, 1.5]).append([1, 1], [0, 2], Float64Array.of(2, 2))
    return builder.finish()
  }

  test('built from entries', async () => {
    const { kernels } = await loadBackend(backend)
    const live = kernels.liveMatrices()
    const X = pieces()
    expect([X.entries, X.precision]).toEqual([3, 'float64'])
    expect(X.toDense().toRows()).toEqual(rows)
    expect(kernels.liveMatrices()).toBe(live + 1)
    const bytes = kernels.liveBytes()
    const turned = X.transpose()
    expect(kernels.liveBytes()).toBe(bytes)
    X.dispose()
    expect(() => X.toDense()).toThrowError(coded('ERR_DISPOSED'))
    expect(turned.toCSR()).toMatchObject({ rows: 3, cols: 2, indices: Uint32Array.of(1, 0, 1) })
    const scaled = turned.scaleColumns([2, 10])
    expect(scaled.toCOO().values).toEqual(Float64Array.of(20, 3, 30))
    expect(scaled.mapValues('sqrt').toCOO().values[2]).toBe(Math.sqrt(30))
    turned.dispose()
    turned.dispose()
    scaled.dispose()
    // Matrices of earlier tests may go meanwhile.
    await collectUntil(() => kernels.liveMatrices() <= live)
    expect(kernels.liveMatrices()).toBeLessThanOrEqual(live)
  })

  test('built from rows, in float32', () => {
    const builder = SparseMatrix.builder({ rows: 4, cols: 3, entries: 3, by: 'rows', precision: 'float32', backend })
    builder.appendRows([1], [2], Float32Array.of(1.5)).appendRows([0, 2], [2, 0], [3, 2])
    expect(builder.entries).toBe(3)
    const X = builder.finish()
    expect(X.toCSR()).toMatchObject({
      starts: Uint32Array.of(0, 1, 1, 3, 3),
      indices: Uint32Array.of(2, 0, 2),
      values: Float32Array.of(1.5, 2, 3),
    })
    X.dispose()
  })

  test('pieces that do not fit are refused whole', () => {
    const builder = SparseMatrix.builder({ rows: 2, cols: 3, entries: 2, backend })
    expect(() => builder.append([0, 2], [0, 0], [1, 2])).toThrowError(
      coded('ERR_INVALID_MATRIX', { option: 'rowIndices[1]' }),
    )
    expect(() => builder.append(Uint32Array.of(0, 2), [0, 0], [1, 2])).toThrowError(
      coded('ERR_INVALID_ARGUMENT', { message: 'entry 1 of the piece is in row 2, expected below 2' }),
    )
    expect(() => builder.append([0], [0], Float64Array.of(Number.NaN))).toThrowError(
      coded('ERR_NOT_FINITE', { option: 'values[0]' }),
    )
    expect(() => builder.append([0, 0, 0], [0, 1, 2], [1, 2, 3])).toThrowError(coded('ERR_INVALID_ARGUMENT'))
    expect(() => builder.appendRows([0], [], [])).toThrowError(coded('ERR_INVALID_ARGUMENT'))
    expect(builder.append([1], [1], [5]).finish().toDense().toRows()).toEqual([
      [0, 0, 0],
      [0, 5, 0],
    ])
    expect(() => builder.append([1], [1], [5])).toThrowError(coded('ERR_DISPOSED'))
    expect(() => builder.finish()).toThrowError(coded('ERR_DISPOSED'))
  })

  test('memory that cannot be had is an error with a code', async () => {
    if (backend === 'native') return
    const { kernels } = await loadBackend(backend)
    const live = kernels.liveMatrices()
    expect(() => SparseMatrix.builder({ rows: 9, cols: 9, entries: 2 ** 31, backend })).toThrowError(
      coded('ERR_OUT_OF_MEMORY'),
    )
    expect(kernels.liveMatrices()).toBe(live)
  })

  test('copied there at first use, once, and given back when it is forgotten', async () => {
    const place = await loadBackend(backend)
    const live = place.kernels.liveMatrices()
    const X = SparseMatrix.fromCSR(csr)
    expect(place.kernels.liveMatrices()).toBe(live)
    expect(onBackend(X, place)).toBe(onBackend(X, place))
    expect(place.kernels.sparseEntries(onBackend(X, place))).toBe(3)
    X.dispose()
    expect(place.kernels.liveMatrices()).toBe(live)
    const forget = () => {
      for (let i = 0; i < 20; i++) {
        onBackend(SparseMatrix.fromCSR(csr), place)
        SparseMatrix.builder({ rows: 2, cols: 2, entries: 2, backend })
      }
    }
    forget()
    await collectUntil(() => place.kernels.liveMatrices() <= live)
    expect(place.kernels.liveMatrices()).toBeLessThanOrEqual(live)
  })

  test('moves from one backend to another', async () => {
    using X = pieces()
    for (const other of backends) {
      const place = await loadBackend(other)
      expect(place.kernels.sparseSum(onBackend(X, place))).toBe(6.5)
    }
  })

  test('the checks of models name the entry', () => {
    const builder = SparseMatrix.builder({ rows: 3, cols: 3, entries: 2, backend })
    using X = builder.append([0, 2], [0, 1], [1e101, -2]).finish()
    for (const matrix of [X, SparseMatrix.fromCSR(X.toCSR())]) {
      expect(() => checkNonnegative(matrix, 'X')).toThrowError(
        coded('ERR_NEGATIVE', { message: expect.stringContaining('row 2, column 1 is -2') }),
      )
      expect(() => checkScale(matrix, 'X')).toThrowError(coded('ERR_SCALE'))
    }
  })
})

describe('sparse matrices of MATLAB files', () => {
  const file = matFile(
    array('X', 5, [2, 3], numbers('int32', [1, 0, 1]), numbers('int32', [0, 1, 1, 3]), numbers('double', [2, 1.5, 3])),
    array('dense', 6, [1, 1], numbers('double', [1])),
  )

  test('become a SparseMatrix', async () => {
    expect((await readMatSparse(file, 'X')).toDense().toRows()).toEqual(rows)
    await expect(readMatSparse(file, 'dense')).rejects.toThrowError(coded('ERR_INVALID_DATA'))
    await expect(readMatSparse(file, 'Y')).rejects.toThrowError(coded('ERR_INVALID_DATA'))
  })

  test('documents and terms', async (context) => {
    using documents = await readMatSparse(await dataFile(context, 'text/classic.mat'), 'X')
    expect([documents.rows, documents.cols, documents.entries]).toEqual([7094, 41_681, 223_839])
    using X = documents.transpose()
    expect(X.shape).toEqual([41_681, 7094])
    expect(X.entries).toBe(223_839)
  })
})
