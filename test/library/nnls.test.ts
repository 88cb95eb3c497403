import { loadBackend, Matrix, nnls } from 'deepmf'
import { beforeAll, describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, type Rows, transposed } from '../support/dense.js'
import { uniformRows } from '../support/random.js'

const shifted = (rows: Rows, by: number): Rows => rows.map((row) => row.map((value) => value - by))

describe.each(backends)('nnls on %s', (backend) => {
  beforeAll(() => loadBackend(backend))

  test('a small case by hand', () => {
    const { X, residualNorms } = nnls([[1, 0], [0, 1], [1, 1]], [[2], [-1], [1]], { backend }) // biome-ignore format: one line
    expect(X.toRows()[0]?.[0]).toBeCloseTo(1.5, 14)
    expect(X.toRows()[1]).toEqual([0])
    expect(residualNorms[0]).toBeCloseTo(Math.sqrt(0.25 + 1 + 0.25), 14)
  })

  test.each([
    [30, 10],
    [10, 30],
  ])('a %i x %i matrix: the conditions of optimality, and the residuals', (m, n) => {
    const [A, B] = [shifted(uniformRows(m, n, 1), 0.2), shifted(uniformRows(m, 7, 2), 0.4)]
    const { X, residualNorms } = nnls(A, B, { backend })
    const x = X.toRows()
    const fitted = product(A, x)
    const rest = B.map((row, i) => row.map((value, j) => value - ((fitted[i] as number[])[j] as number)))
    const slopes = product(transposed(A), rest)
    for (const [k, row] of x.entries()) {
      for (const [j, value] of row.entries()) {
        const slope = (slopes[k] as number[])[j] as number
        expect(value).toBeGreaterThanOrEqual(0)
        expect(slope).toBeLessThan(1e-12)
        if (value > 0) expect(slope).toBeGreaterThan(-1e-12)
      }
    }
    for (const [j, norm] of residualNorms.entries()) {
      expect(norm).toBeCloseTo(Math.hypot(...rest.map((row) => row[j] as number)), 12)
    }
  })

  test('columns that depend on each other, zeros, float32, and nothing left behind', async () => {
    const before = await liveMatrices(backend)
    const A = Matrix.from(
      [
        [1, 1, 0],
        [2, 2, 0],
        [3, 3, 0],
      ],
      { precision: 'float32' },
    )
    const B = Matrix.from([[2], [4], [6]], { precision: 'float32' })
    const { X, residualNorms } = nnls(A, B, { backend })
    const x = X.toRows().map((row) => row[0] as number)
    expect(X.precision).toBe('float32')
    expect((x[0] as number) + (x[1] as number)).toBeCloseTo(2, 6)
    expect(x[2]).toBe(0)
    expect(residualNorms[0]).toBeLessThan(1e-6)
    for (const matrix of [X, A, B]) matrix.dispose()
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('shapes, numbers and options that do not fit are refused', () => {
    expect(() => nnls([[1]], [[1], [2]], { backend })).toThrowError(expect.objectContaining({ code: 'ERR_SHAPE' }))
    expect(() => nnls([[Number.NaN]], [[1]], { backend })).toThrowError(
      expect.objectContaining({ code: 'ERR_NOT_FINITE' }),
    )
    const wrong = { backend, tolerance: 1 } as object
    expect(() => nnls([[1]], [[1]], wrong)).toThrowError(expect.objectContaining({ code: 'ERR_UNKNOWN_OPTION' }))
  })
})
