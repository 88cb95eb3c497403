import {
  cholesky,
  DeepMFError,
  effectiveRank,
  inverse,
  leastSquares,
  loadBackend,
  logDeterminant,
  logVolume,
  Matrix,
  nuclearNorm,
  pseudoInverse,
  qr,
  shrinkSingularValues,
  singularValues,
  solve,
  svd,
  symmetricEigen,
} from 'deepmf'
import { beforeAll, describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, type Rows, relativeDistance, transposed } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'
import { sparseOf, sparseRows } from '../support/sparse.js'

const identity = (n: number): Rows =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j)))
const scaled = (A: Rows, d: ArrayLike<number>): Rows => A.map((row) => row.map((value, j) => value * (d[j] as number)))
const gram = (A: Rows): Rows => product(transposed(A), A)
const definite = (n: number, seed: number): Rows =>
  gram(uniformRows(n + 2, n, seed)).map((row, i) => row.map((value, j) => value + (i === j ? 0.1 : 0)))

describe.each(backends)('linear algebra on %s', (backend) => {
  beforeAll(() => loadBackend(backend))

  test.each([
    [1, 1],
    [7, 4],
    [4, 7],
    [40, 25],
  ])('svd of a %i x %i matrix gives it again', (m, n) => {
    const X = uniformRows(m, n, 1)
    const { U, singularValues: sigma, V } = svd(X, { backend })
    expect([U.shape, sigma.length, V.shape]).toEqual([[m, Math.min(m, n)], Math.min(m, n), [n, Math.min(m, n)]])
    expect(relativeDistance(X, product(scaled(U.toRows(), sigma), transposed(V.toRows())))).toBeLessThan(1e-14)
    expect(relativeDistance(identity(Math.min(m, n)), gram(U.toRows()))).toBeLessThan(1e-13)
    expect(relativeDistance(identity(Math.min(m, n)), gram(V.toRows()))).toBeLessThan(1e-13)
    expect([...sigma]).toEqual([...sigma].sort((a, b) => b - a))
    expect(singularValues(X, { backend })).toEqual(sigma)
  })

  test('svd of a rank: the leading part, whichever the method', () => {
    const X = lowRankRows(80, 60, 5, 2)
    const whole = svd(X, { backend })
    for (const method of ['full', 'randomised'] as const) {
      const { U, singularValues: sigma, V } = svd(X, { rank: 3, method, backend })
      expect([U.shape, V.shape]).toEqual([
        [80, 3],
        [60, 3],
      ])
      for (let j = 0; j < 3; j++) {
        const expected = whole.singularValues[j] as number
        expect(Math.abs((sigma[j] as number) - expected)).toBeLessThan(1e-12 * expected)
        expect(relativeDistance([[...whole.U.column(j)]], [[...U.column(j)]])).toBeLessThan(1e-9)
      }
    }
    const again = svd(X, { rank: 3, backend })
    expect(again.U.toArray()).toEqual(svd(X, { rank: 3, method: 'randomised', backend }).U.toArray())
    expect(svd(X, { rank: 3, seed: 5, backend }).singularValues[0]).toBeCloseTo(again.singularValues[0] as number, 10)
  })

  test('svd of a sparse matrix is that of the dense one', () => {
    const rows = sparseRows(70, 40, 0.2, 3)
    const [X, whole] = [sparseOf(rows), svd(rows, { backend })]
    for (const options of [{ rank: 4, iterations: 60 }, { rank: 4, method: 'full' }, {}] as const) {
      const { U, singularValues: sigma, V } = svd(X, { ...options, backend })
      expect([U.shape[1], V.shape]).toEqual([sigma.length, [40, sigma.length]])
      for (const [j, value] of sigma.entries()) {
        expect(value).toBeCloseTo(whole.singularValues[j] as number, 9)
      }
      expect(relativeDistance([[...whole.U.column(0)]], [[...U.column(0)]])).toBeLessThan(1e-9)
    }
    expect(() => inverse(X as never, { backend })).toThrowError(DeepMFError)
  })

  test('symmetricEigen', () => {
    const A = definite(12, 3)
    const { values, vectors } = symmetricEigen(A, { backend })
    const V = vectors.toRows()
    expect(relativeDistance(A, product(scaled(V, values), transposed(V)))).toBeLessThan(1e-14)
    expect(relativeDistance(identity(12), gram(V))).toBeLessThan(1e-14)
    expect([...symmetricEigen([[3]], { backend }).values]).toEqual([3])
  })

  test('cholesky, solve, inverse and logDeterminant of a definite matrix', () => {
    const A = definite(9, 4)
    const L = cholesky(A, { backend }).toRows()
    expect(relativeDistance(A, product(L, transposed(L)))).toBeLessThan(1e-15)
    const B = uniformRows(9, 3, 5)
    for (const definite of [true, false]) {
      const X = solve(A, B, { definite, backend })
      expect(relativeDistance(B, product(A, X.toRows()))).toBeLessThan(1e-12)
      expect(relativeDistance(identity(9), product(A, inverse(A, { definite, backend }).toRows()))).toBeLessThan(1e-12)
    }
    const expected = symmetricEigen(A, { backend }).values.reduce((sum, value) => sum + Math.log(value), 0)
    expect(logDeterminant(A, { backend })).toBeCloseTo(expected, 12)
    expect(logVolume(L, { backend })).toBeCloseTo(expected, 12)
    expect(logVolume([[0], [0]], { delta: 1, backend })).toBe(0)
  })

  test('pseudoInverse and leastSquares reveal the rank', () => {
    const A = lowRankRows(15, 9, 4, 6)
    const found = pseudoInverse(A, { backend })
    expect(found.rank).toBe(4)
    expect(relativeDistance(A, product(product(A, found.inverse.toRows()), A))).toBeLessThan(1e-12)
    const B = uniformRows(15, 2, 7)
    const { X, rank } = leastSquares(A, B, { backend })
    expect(rank).toBe(4)
    expect(relativeDistance(product(found.inverse.toRows(), B), X.toRows())).toBeLessThan(1e-11)
    const nearly = [
      [1, 0],
      [0, 1e-3],
    ]
    expect(pseudoInverse(nearly, { tolerance: 0.01, backend }).rank).toBe(1)
    expect(pseudoInverse(nearly, { backend }).rank).toBe(2)
  })

  test('qr and shrinking', () => {
    const A = uniformRows(11, 6, 8)
    const { Q, R } = qr(A, { backend })
    expect(relativeDistance(A, product(Q.toRows(), R.toRows()))).toBeLessThan(1e-14)
    expect(R.toRows().every((row, i) => row.every((value, j) => (j < i ? value === 0 : j > i || value >= 0)))).toBe(
      true,
    )
    const sigma = singularValues(A, { backend })
    const { matrix, rank } = shrinkSingularValues(A, sigma[2] as number, { backend })
    expect(rank).toBe(2)
    expect(singularValues(matrix, { backend })[0]).toBeCloseTo((sigma[0] as number) - (sigma[2] as number), 12)
  })

  test('nuclear norm and effective rank', () => {
    expect(
      nuclearNorm(
        [
          [3, 0],
          [0, 4],
        ],
        { backend },
      ),
    ).toBeCloseTo(7, 13)
    expect(effectiveRank(identity(5), { backend })).toBeCloseTo(5, 12)
    expect(effectiveRank(lowRankRows(20, 20, 1, 9), { backend })).toBeCloseTo(1, 6)
    expect(effectiveRank([[0, 0]], { backend })).toBe(0)
    const rank = effectiveRank(lowRankRows(20, 20, 4, 9), { backend })
    expect(rank).toBeGreaterThan(1)
    expect(rank).toBeLessThan(4)
    expect(effectiveRank([[1e300, 1e300]], { backend })).toBeCloseTo(1, 12)
  })

  test('float32 in, float32 out', () => {
    const A = Matrix.from(definite(6, 10), { precision: 'float32' })
    const X = solve(A, [[1], [2], [3], [4], [5], [6]], { definite: true, backend })
    expect(X.precision).toBe('float32')
    expect(svd(A, { backend }).U.precision).toBe('float32')
    expect(singularValues(A, { backend })[0]).toBeCloseTo(singularValues(definite(6, 10), { backend })[0] as number, 4)
  })

  test('what has no result says so, and nothing is left behind', async () => {
    const before = await liveMatrices(backend)
    const coded = (code: string) => expect.objectContaining({ code })
    const singular = [
      [1, 2],
      [2, 4],
    ]
    expect(() => inverse(singular, { backend })).toThrowError(coded('ERR_SINGULAR'))
    expect(() => solve(singular, [[1], [2]], { backend })).toThrowError(coded('ERR_SINGULAR'))
    const indefinite = [
      [1, 2],
      [2, 1],
    ]
    for (const work of [cholesky, logDeterminant]) {
      expect(() => work(indefinite, { backend })).toThrowError(coded('ERR_NOT_POSITIVE_DEFINITE'))
    }
    expect(() => inverse(indefinite, { definite: true, backend })).toThrowError(coded('ERR_NOT_POSITIVE_DEFINITE'))
    expect(() => singularValues([[1e308, 1e308, 1e308, 1e308]], { backend })).toThrowError(coded('ERR_OVERFLOW'))
    expect(await liveMatrices(backend)).toBe(before)
  })
})

describe('bad input to linear algebra', () => {
  const wide = [[1, 2, 3]]
  const skew = [
    [1, 2],
    [3, 4],
  ]
  const single = Matrix.from([[1], [2]], { precision: 'float32' })
  test.each<[string, () => unknown, string, string | undefined]>([
    ['cholesky of a wide matrix', () => cholesky(wide), 'ERR_SHAPE', 'A'],
    ['inverse of a wide matrix', () => inverse(wide), 'ERR_SHAPE', 'A'],
    ['eigen of a matrix that is not symmetric', () => symmetricEigen(skew), 'ERR_INVALID_MATRIX', 'A'],
    ['logDeterminant of one', () => logDeterminant(skew), 'ERR_INVALID_MATRIX', 'A'],
    ['inverse of one that is said to be definite', () => inverse(skew, { definite: true }), 'ERR_INVALID_MATRIX', 'A'],
    ['definite is no number', () => inverse(skew, { definite: 1 as never }), 'ERR_INVALID_OPTION', 'definite'],
    ['a right side of other height', () => solve(skew, wide), 'ERR_SHAPE', 'B'],
    ['least squares of other height', () => leastSquares(skew, wide), 'ERR_SHAPE', 'B'],
    ['two precisions', () => solve(Matrix.from(skew), single), 'ERR_PRECISION', 'B'],
    ['rank 0', () => svd(skew, { rank: 0 }), 'ERR_RANK', 'rank'],
    ['rank above min(m, n)', () => svd(wide, { rank: 2 }), 'ERR_RANK', 'rank'],
    ['a method that is none', () => svd(skew, { method: 'fast' as never }), 'ERR_INVALID_OPTION', 'method'],
    ['negative oversampling', () => svd(skew, { oversampling: -1 }), 'ERR_INVALID_OPTION', 'oversampling'],
    ['iterations that are not whole', () => svd(skew, { iterations: 1.5 }), 'ERR_INVALID_OPTION', 'iterations'],
    ['a seed too large', () => svd(skew, { seed: 2 ** 53 }), 'ERR_INVALID_OPTION', 'seed'],
    ['tolerance 1', () => pseudoInverse(skew, { tolerance: 1 }), 'ERR_INVALID_OPTION', 'tolerance'],
    ['a negative tolerance', () => leastSquares(skew, skew, { tolerance: -1 }), 'ERR_INVALID_OPTION', 'tolerance'],
    ['a negative threshold', () => shrinkSingularValues(skew, -1), 'ERR_INVALID_OPTION', 'threshold'],
    ['no threshold', () => shrinkSingularValues(skew, undefined as never), 'ERR_INVALID_OPTION', 'threshold'],
    ['a negative delta', () => logVolume(skew, { delta: -1 }), 'ERR_INVALID_OPTION', 'delta'],
    ['an option that is none', () => qr(skew, { rank: 1 } as never), 'ERR_UNKNOWN_OPTION', 'rank'],
    ['NaN', () => singularValues([[Number.NaN]]), 'ERR_NOT_FINITE', 'X'],
  ])('%s', (_, call, code, option) => {
    expect(call).toThrowError(DeepMFError)
    expect(call).toThrowError(expect.objectContaining({ code, option }))
  })
})
