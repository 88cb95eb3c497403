import {
  binary,
  box,
  type Constraint,
  columnsAtMost,
  columnsAtMostOne,
  DeepMFError,
  doublyStochastic,
  groupPenalty,
  hoyerAtLeast,
  hoyerSparsity,
  kSparse,
  l1Ball,
  l1HalfPenalty,
  l1Penalty,
  l1SquaredPenalty,
  l2Ball,
  l2Penalty,
  Matrix,
  nearConvexColumns,
  nearConvexRows,
  nonnegative,
  orthogonalColumns,
  orthogonalRows,
  type Penalty,
  project,
  proximal,
  rowsAtMost,
  rowsAtMostOne,
  signs,
  simplexColumns,
  simplexRows,
  sumWithin,
  totalVariation,
  unitColumns,
  unitRows,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

/** What every set makes of one small matrix: worked out by hand. */
const SETS: readonly [Constraint, number[][], number[][]][] = [
  [nonnegative(), [[3, -4]], [[3, 0]]],
  [box(-1, 2), [[3, -4]], [[2, -1]]],
  [box(-1, Number.POSITIVE_INFINITY), [[3, -4]], [[3, -1]]],
  [binary(), [[0.7, 0.5, -9]], [[1, 0, 0]]],
  [signs(), [[0.7, 0, -9]], [[1, -1, -1]]],
  [simplexColumns(), [[2], [0.5]], [[1], [0]]],
  [simplexRows(3), [[2, 2]], [[1.5, 1.5]]],
  [columnsAtMostOne(), [[0.25], [-1]], [[0.25], [0]]],
  [rowsAtMostOne(), [[1, 1]], [[0.5, 0.5]]],
  [columnsAtMost(4), [[3], [3]], [[2], [2]]],
  [rowsAtMost(4), [[3, 3]], [[2, 2]]],
  [sumWithin(0.5), [[0.125], [0.125]], [[0.25], [0.25]]],
  [sumWithin(0.5, { along: 'rows' }), [[1, 1]], [[0.75, 0.75]]],
  [nearConvexColumns(0.25), [[3], [-4]], [[1.25], [-0.25]]],
  [
    nearConvexColumns([0.25, 0]),
    [
      [3, 3],
      [-4, -4],
    ],
    [
      [1.25, 1],
      [-0.25, 0],
    ],
  ],
  [nearConvexRows(0.5), [[3, -4]], [[1.5, -0.5]]],
  [l1Ball(1), [[3], [-3]], [[0.5], [-0.5]]],
  [l2Ball(2.5), [[3], [-4]], [[1.5], [-2]]],
  [l2Ball(2, { along: 'rows', nonnegative: true }), [[3, -4]], [[2, 0]]],
  [unitColumns(), [[0], [-4]], [[0], [-1]]],
  [unitRows({ nonnegative: true }), [[-3, -4]], [[1, 0]]],
  [kSparse(1), [[3], [-4]], [[0], [-4]]],
  [kSparse(1, { along: 'rows', nonnegative: true }), [[3, -4]], [[3, 0]]],
  [hoyerAtLeast(1), [[3], [-4]], [[0], [-4]]],
  [hoyerAtLeast(1, { per: 'group', along: 'rows', nonnegative: true }), [[3, 2]], [[3, 0]]],
  [
    orthogonalRows(),
    [
      [5, 0],
      [4, 2],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  [orthogonalColumns(), [[5, 4]], [[1, 0]]],
  [
    doublyStochastic(),
    [
      [9, 0],
      [0, 9],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ],
]

const PENALTIES: readonly [Penalty, number[][], number[][]][] = [
  [l1Penalty(2), [[3, -4, 0]], [[2, -3, 0]]],
  [l1Penalty(2, { nonnegative: true }), [[3, -4, 0]], [[2, 0, 0]]],
  [l2Penalty(2), [[3, -4]], [[1.5, -2]]],
  // A threshold of 8 jumps at 3/2 · 8^(2/3) = 6; and 16 − 17 + 8 / (2 √16) = 0.
  [l1HalfPenalty(16), [[17, -5]], [[16, 0]]],
  [groupPenalty(5), [[3], [-4]], [[1.5], [-2]]],
  [l1SquaredPenalty(1, { along: 'rows' }), [[4, -1]], [[2, 0]]],
  [totalVariation(2, { height: 1, width: 3 }), [[0], [0], [6]], [[0.5], [0.5], [5]]],
]

describe.each(backends)('constraint sets on %s', (backend) => {
  test.each(SETS.map(([set, from, to]) => [set.name, set, from, to] as const))('%s', (_, set, from, to) => {
    const found = project(from, set, { backend }).toRows()
    for (const [i, row] of to.entries()) {
      for (const [j, value] of row.entries()) expect(found[i]?.[j], `${i}, ${j}`).toBeCloseTo(value, 14)
    }
  })

  test.each(PENALTIES.map(([penalty, from, to]) => [penalty.name, penalty, from, to] as const))(
    'penalty: %s',
    (_, penalty, from, to) => {
      const found = proximal(from, penalty, 0.5, { backend }).toRows()
      for (const [i, row] of to.entries()) {
        for (const [j, value] of row.entries()) expect(found[i]?.[j], `${i}, ${j}`).toBeCloseTo(value, 14)
      }
    },
  )

  test('keeps the precision and the input, and leaves nothing behind', async () => {
    const before = await liveMatrices(backend)
    const input = Matrix.from([[2, -1]], { precision: 'float32' })
    const result = project(input, nonnegative(), { backend })
    expect(result.precision).toBe('float32')
    expect([result.toRows(), input.toRows()]).toEqual([[[2, 0]], [[2, -1]]])
    input.dispose()
    result.dispose()
    expect(() => project([[1, 2]], doublyStochastic(), { backend })).toThrowError(coded('ERR_SHAPE'))
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('a group shares its sparsity out', () => {
    const columns = [
      [1, 1],
      [0.9, 0.1],
      [0.8, 0.05],
      [0.7, 0],
    ]
    const sparse = project(columns, hoyerAtLeast(0.6, { per: 'group' }), { backend })
    const [first, second] = [0, 1].map((j) => hoyerSparsity(sparse.column(j))) as [number, number]
    expect((first + second) / 2).toBeCloseTo(0.6, 12)
    expect(first).toBeLessThan(second)
  })

  test('a set that does not fit the matrix is refused', () => {
    const refused = (set: Constraint) => () => project([[1, 2, 3]], set, { backend })
    expect(refused(kSparse(2))).toThrowError(coded('ERR_INVALID_ARGUMENT'))
    expect(refused(nearConvexColumns([0.1, 0.2]))).toThrowError(coded('ERR_INVALID_ARGUMENT'))
    const image = totalVariation(1, { height: 2, width: 2 })
    expect(() => proximal([[1, 2, 3]], image, 1, { backend })).toThrowError(coded('ERR_SHAPE'))
  })
})

test.each<[string, () => unknown, string?]>([
  ['low', () => box(1, 0), 'high'],
  ['low', () => box(Number.NaN, 0)],
  ['low', () => box(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)],
  ['high', () => box(0, '1' as never)],
  ['sum', () => simplexColumns(0)],
  ['sum', () => columnsAtMost(-1)],
  ['delta', () => sumWithin(1)],
  ['epsilon', () => nearConvexColumns(-0.1)],
  ['epsilon[1]', () => nearConvexRows([0, Number.NaN])],
  ['radius', () => l1Ball(0)],
  ['radius', () => l2Ball(Number.POSITIVE_INFINITY)],
  ['k', () => kSparse(0)],
  ['k', () => kSparse(1.5)],
  ['level', () => hoyerAtLeast(1.1)],
  ['per', () => hoyerAtLeast(0.5, { per: 'matrix' as never })],
  ['along', () => l1Ball(1, { along: 'diagonal' as never })],
  ['nonnegative', () => unitColumns({ nonnegative: 1 as never })],
  ['weight', () => l1Penalty(-1)],
  ['weight', () => groupPenalty(Number.NaN)],
  ['height', () => totalVariation(1, { height: 0, width: 2 })],
  ['width', () => totalVariation(1, { height: 2 } as never)],
  ['steps', () => totalVariation(1, { height: 2, width: 2, steps: -1 })],
  ['step', () => proximal([[1]], l1Penalty(1), -1)],
  ['constraint', () => project([[1]], {} as never)],
  ['penalty', () => proximal([[1]], nonnegative() as never)],
])('%s that is not allowed', (option, make, other) => {
  expect(make).toThrowError(DeepMFError)
  expect(make).toThrowError(coded('ERR_INVALID_OPTION', { option: other ?? option }))
})

test('an option that no set knows', () => {
  expect(() => kSparse(1, { axis: 0 } as never)).toThrowError(coded('ERR_UNKNOWN_OPTION'))
})
