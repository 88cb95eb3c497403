import { hoyerSparsity, hungarian, Matrix, matchColumns, meanColumnSparsity, mrsa, relativeError } from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

describe.each(backends)('relativeError on %s', (backend) => {
  test('is the distance over the norm', () => {
    expect(relativeError([[3, 4]], [[3, 4]], { backend })).toBe(0)
    expect(relativeError([[3, 4]], [[0, 0]], { backend })).toBe(1)
    expect(relativeError([[3, 4]], [[3, 3]], { backend })).toBe(0.2)
    expect(relativeError(Matrix.from([[3, 4]], { precision: 'float32' }), [[3, 3]], { backend })).toBeCloseTo(0.2, 6)
  })

  test('of zeros is zero or infinite, never NaN', () => {
    expect(relativeError([[0]], [[0]], { backend })).toBe(0)
    expect(relativeError([[0]], [[1]], { backend })).toBe(Number.POSITIVE_INFINITY)
  })

  test('refuses what does not fit', () => {
    const error =
      (...args: Parameters<typeof relativeError>) =>
      () =>
        relativeError(...args)
    expect(error([[1, 2]], [[1], [2]], { backend })).toThrowError(coded('ERR_SHAPE', { option: 'approximation' }))
    expect(error([[1]], [[Number.NaN]], { backend })).toThrowError(coded('ERR_NOT_FINITE', { option: 'approximation' }))
    expect(error([[1e300]], [[1]], { backend })).toThrowError(coded('ERR_SCALE', { option: 'S' }))
    expect(error([[1]], [[1e300]], { backend })).toThrowError(coded('ERR_SCALE', { option: 'approximation' }))
    const single = Matrix.from([[1]], { precision: 'float32' })
    expect(error([[1]], single, { backend })).toThrowError(coded('ERR_PRECISION'))
  })
})

describe('mrsa', () => {
  const cases: [string, number[], number[], number][] = [
    ['equal vectors', [1, 2, 4], [1, 2, 4], 0],
    ['another scale and offset', [1, 2, 4], [12, 22, 42], 0],
    ['opposite vectors', [1, 2, 3], [3, 2, 1], 100],
    ['a right angle', [1, -1, 0], [1, 1, -2], 50],
    ['a third of it', [1, 0, -1], [1, -1, 0], 100 / 3],
    ['two constant vectors', [2, 2, 2], [0.1, 0.1, 0.1], 0],
    ['a constant vector and another', [0.1, 0.1, 0.1], [1, 2, 3], 50],
    ['zeros', [0, 0], [1, 2], 50],
    ['one entry', [5], [7], 0],
    ['huge and tiny numbers', [1e300, 2e300, 4e300], [1e-300, 2e-300, 4e-300], 0],
  ]
  test.each(cases)('%s', (_, x, y, expected) => {
    expect(mrsa(x, y)).toBeCloseTo(expected, 12)
    expect(mrsa(y, x)).toBeCloseTo(expected, 12)
  })

  test('keeps its digits for small angles, where the arc cosine has none', () => {
    const angle = 1e-9
    const x = [1, -1, 0]
    const y = [Math.cos(angle) + Math.sin(angle) / Math.sqrt(3), -Math.cos(angle) + Math.sin(angle) / Math.sqrt(3)]
    expect(mrsa(x, [...y, (-2 * Math.sin(angle)) / Math.sqrt(3)]) / ((100 / Math.PI) * angle)).toBeCloseTo(1, 5)
  })

  test('refuses vectors of different lengths, empty ones and NaN', () => {
    expect(() => mrsa([1], [1, 2])).toThrowError(coded('ERR_SHAPE'))
    expect(() => mrsa([], [])).toThrowError(coded('ERR_SHAPE'))
    expect(() => mrsa([1, 2], [1, Number.NaN])).toThrowError(coded('ERR_NOT_FINITE', { option: 'y[1]' }))
  })
})

describe('hungarian', () => {
  test('finds the cheapest assignment', () => {
    expect(
      hungarian([
        [4, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ]),
    ).toEqual([1, 0, 2])
    expect(hungarian([[7]])).toEqual([0])
    expect(hungarian([])).toEqual([])
  })

  const cell = fc.integer({ min: -9, max: 9 })
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .chain(([m, n]) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: m, maxLength: m }))

  test('costs as little as the best of all assignments, whatever the shape', () => {
    fc.assert(
      fc.property(tables, (cost) => {
        const assignment = hungarian(cost)
        const used = assignment.filter((j) => j >= 0)
        expect(new Set(used).size).toBe(used.length)
        expect(used.length).toBe(Math.min(cost.length, cost[0]?.length ?? 0))
        const total = assignment.reduce((sum, j, i) => sum + (j < 0 ? 0 : (cost[i]?.[j] ?? Number.NaN)), 0)
        expect(total).toBe(cheapest(cost))
      }),
    )
  })

  test('refuses ragged tables, and numbers that would overflow', () => {
    expect(() => hungarian([[1, 2], [3]])).toThrowError(coded('ERR_INVALID_MATRIX', { option: 'cost[1]' }))
    for (const bad of [Number.NaN, 1e308, Number.NEGATIVE_INFINITY]) {
      expect(() => hungarian([[1, bad]])).toThrowError(coded('ERR_INVALID_MATRIX', { option: 'cost[0][1]' }))
    }
  })
})

/** Tries all assignments of the shorter side. */
function cheapest(cost: readonly (readonly number[])[]): number {
  const [rows, cols] = [cost.length, cost[0]?.length ?? 0]
  if (rows > cols) {
    return cheapest(Array.from({ length: cols }, (_, j) => cost.map((row) => row[j] as number)))
  }
  const from = (i: number, taken: ReadonlySet<number>): number => {
    if (i === rows) return 0
    const rest = Array.from({ length: cols }, (_, j) => j).filter((j) => !taken.has(j))
    return Math.min(...rest.map((j) => (cost[i]?.[j] as number) + from(i + 1, new Set([...taken, j]))))
  }
  return from(0, new Set())
}

describe('matchColumns', () => {
  const W = [
    [1, 5, 2],
    [2, 0, 2],
    [9, 1, 0],
  ]
  const columns = (...order: number[]) => W.map((row) => order.map((j) => row[j] as number))

  test('finds a permutation, whatever scale the columns have', () => {
    const shuffled = columns(2, 0, 1).map((row) => row.map((value, j) => value * (j + 2) + j))
    const match = matchColumns(shuffled, W)
    expect(match.permutation).toEqual([1, 2, 0])
    expect(match.mrsa).toBeCloseTo(0, 10)
  })

  test('leaves over what has no counterpart', () => {
    expect(matchColumns(W, columns(1)).permutation).toEqual([1])
    const match = matchColumns(columns(2, 0), W)
    expect(match.permutation).toEqual([1, -1, 0])
    expect(match.perColumn).toEqual([0, Number.NaN, 0])
    expect(match.mrsa).toBe(0)
  })

  test('refuses different numbers of rows', () => {
    expect(() => matchColumns([[1, 2]], W)).toThrowError(
      coded('ERR_SHAPE', { allowed: '3 rows, as many as Wtrue has' }),
    )
  })
})

describe('hoyerSparsity', () => {
  const cases: [number[], number][] = [
    [[0, 3, 0, 0], 1],
    [[1, 1, -1, 1], 0],
    [[1, 1, 0, 0], 2 - Math.SQRT2],
    [[0, 0], 1],
    [[5], 1],
    [[1e300, 0], 1],
    [[1e-300, 1e-300], 0],
  ]
  test.each(cases)('of %j is %d', (x, expected) => {
    expect(hoyerSparsity(x)).toBeCloseTo(expected, 12)
  })

  test('of a matrix is the mean of its columns', () => {
    expect(
      meanColumnSparsity([
        [1, 1],
        [0, 1],
      ]),
    ).toBeCloseTo(0.5, 12)
  })

  test('refuses empty vectors and NaN', () => {
    expect(() => hoyerSparsity([])).toThrowError(coded('ERR_SHAPE'))
    expect(() => hoyerSparsity([1, Number.NaN])).toThrowError(coded('ERR_NOT_FINITE', { option: 'x[1]' }))
  })
})
