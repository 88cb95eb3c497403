import { readFileSync } from 'node:fs'
import {
  betaDivergence,
  Matrix,
  type MatrixLike,
  type NMFOptions,
  nmf,
  nmfSync,
  readMatMatrix,
  SparseMatrix,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { dataFile } from '../support/data.js'
import { product } from '../support/dense.js'
import { lcg, lowRankRows, uniformRows } from '../support/random.js'

interface Fixture {
  readonly X: number[][]
  readonly W: number[][]
  readonly H: number[][]
  readonly fits: readonly { beta: number; iterations: number; divergence: number }[]
}

const fixture = JSON.parse(readFileSync(new URL('../fixtures/divergences.json', import.meta.url), 'utf8')) as Fixture

/** The divergence, written out. */
function divergenceOf(X: number[][], V: number[][], beta: number, weights?: number[][]): number {
  let sum = 0
  for (const [i, row] of X.entries()) {
    for (const [j, x] of row.entries()) {
      const v = V[i]?.[j] as number
      const weight = weights?.[i]?.[j] ?? 1
      // A term that does not count may be infinite.
      if (weight > 0) sum += weight * termOf(x, v, beta)
    }
  }
  return sum
}

function termOf(x: number, v: number, beta: number): number {
  if (beta === 1) return (x === 0 ? 0 : x * Math.log(x / v)) - x + v
  if (beta === 0) return x / v - Math.log(x / v) - 1
  return (x ** beta + (beta - 1) * v ** beta - beta * x * v ** (beta - 1)) / (beta * (beta - 1))
}

const rises = (history: readonly { loss: number }[]) =>
  history.filter((p, i) => i > 0 && p.loss > (history[i - 1]?.loss as number) * (1 + 1e-11) + 1e-14)

const rows = uniformRows(23, 31, 3).map((row) => row.map((x) => x + 0.05))
const mask = (() => {
  const next = lcg(9)
  return rows.map((row) => row.map(() => (next() < 0.25 ? 0 : 1)))
})()
const some = (() => {
  const next = lcg(10)
  return rows.map((row) => row.map(() => 0.2 + next()))
})()
const run = { rank: 4, seed: 2, tolerance: 0, maxIterations: 25 } as const

/** Losses with a solver each, weighted or not. */
const settings: [string, Partial<NMFOptions>, number, number[][] | undefined][] = [
  ['kullback-leibler', { loss: 'kullback-leibler' }, 1, undefined],
  ['kullback-leibler, newton, two steps', { loss: 1, solver: 'newton', innerSteps: 2 }, 1, undefined],
  ['kullback-leibler, mu', { loss: 'kullback-leibler', solver: 'mu' }, 1, undefined],
  ['kullback-leibler, weights', { loss: 'kullback-leibler', weights: some }, 1, some],
  ['kullback-leibler, mask', { loss: 'kullback-leibler', weights: mask }, 1, mask],
  ['itakura-saito', { loss: 'itakura-saito' }, 0, undefined],
  ['itakura-saito, mask', { loss: 'itakura-saito', weights: mask }, 0, mask],
  ['frobenius, weights', { weights: some }, 2, some],
  ['frobenius, mask', { loss: 'frobenius', weights: mask }, 2, mask],
  ['frobenius, mask, mu', { weights: mask, solver: 'mu' }, 2, mask],
  ['beta 1.5', { loss: 1.5 }, 1.5, undefined],
  ['beta 0.5', { loss: 0.5 }, 0.5, undefined],
  ['beta 3, weights', { loss: 3, weights: some }, 3, some],
  ['beta -1', { loss: -1 }, -1, undefined],
]

describe.each(backends)('divergences on %s', (backend) => {
  test.each(settings)('%s: the loss never rises and is what the factors say', async (_, options, beta, weights) => {
    const fit = await nmf(rows, { ...run, ...options, backend })
    expect(fit.history).toHaveLength(26)
    expect(rises(fit.history)).toEqual([])
    expect(fit.loss).toBeLessThan(0.9 * (fit.history[0]?.loss as number))
    const W = fit.W.toRows()
    const V = product(W, fit.H.toRows())
    expect(fit.loss).toBeCloseTo(divergenceOf(rows, V, beta, weights), 9)
    expect(Math.min(...fit.W.toArray(), ...fit.H.toArray())).toBeGreaterThanOrEqual(0)
    const by = { backend, ...(weights === undefined ? {} : { weights }) }
    expect(betaDivergence(rows, fit, beta, by)).toBeCloseTo(fit.loss, 9)
    expect(betaDivergence(rows, fit.reconstruct(), beta, by)).toBeCloseTo(fit.loss, 9)
    // The errors are shares of what the best constant matrix leaves.
    const last = fit.history.at(-1)
    expect((last?.layerErrors[0] as number) * (last?.layerNorms[0] as number)).toBeCloseTo(fit.loss, 9)
  })

  test.each(fixture.fits)("scikit-learn's divergence: beta $beta, $iterations iterations", (expected) => {
    const { X, W, H } = fixture
    const { beta, iterations } = expected
    const options = { rank: 3, init: { W, H }, solver: 'mu', maxIterations: iterations, tolerance: 0, backend } as const
    const fit = nmfSync(X, { ...options, loss: beta, innerSteps: 1 })
    expect(Math.abs(fit.loss / expected.divergence - 1)).toBeLessThan(1e-8)
    // Without weights the squared error has a loop of its own; weights of 2 go through this one, and double it.
    const weights = X.map((row) => row.map(() => 2))
    const weighted = nmfSync(X, { ...options, loss: beta, weights, exponent: 'monotone' })
    expect(Math.abs(weighted.loss / expected.divergence - 2)).toBeLessThan(1e-8)
  })

  test('newton needs a fraction of the iterations of multiplicative updates', async () => {
    const { X, W, H } = fixture
    const options = { rank: 3, init: { W, H }, loss: 'kullback-leibler', tolerance: 0, backend } as const
    const slow = await nmf(X, { ...options, solver: 'mu', maxIterations: 50 })
    const fast = await nmf(X, { ...options, maxIterations: 25 })
    expect(fast.loss).toBeLessThan(slow.loss)
    const sparse = await nmf(SparseMatrix.fromDense(X), { ...options, maxIterations: 25 })
    expect(sparse.loss).toBeLessThan(slow.loss)
  })

  test('Newton steps do not end where columns have zeros that a refused step leaves', () => {
    // Rank 6 and a hundredth in every entry: 0.0996 is the smallest loss that was found by any solver from many starts.
    const X = lowRankRows(100, 80, 6, 3).map((row) => row.map((x) => x + 0.01))
    for (const seed of backend === 'js' ? [1] : [1, 2, 3]) {
      using fit = nmfSync(X, { rank: 6, seed, loss: 'kullback-leibler', maxIterations: 200, tolerance: 0, backend })
      expect(fit.loss).toBeLessThan(0.0999)
    }
  })

  test('weights of one are no weights, and what masked cells hold is of no matter', async () => {
    const ones = rows.map((row) => row.map(() => 1))
    for (const loss of ['kullback-leibler', 'itakura-saito', 1.5] as const) {
      const plain = await nmf(rows, { ...run, loss, backend })
      const weighted = await nmf(rows, { ...run, loss, weights: ones, backend })
      expect(weighted.W.toArray()).toEqual(plain.W.toArray())
      expect(weighted.history.map((p) => p.loss)).toEqual(plain.history.map((p) => p.loss))
      const other = rows.map((row, i) => row.map((x, j) => (mask[i]?.[j] === 0 ? 7 * i + j : x)))
      const once = await nmf(rows, { ...run, loss, weights: mask, backend })
      const again = await nmf(other, { ...run, loss, weights: mask, backend })
      expect(again.H.toArray()).toEqual(once.H.toArray())
      expect(again.loss).toBe(once.loss)
    }
  })

  test.each([
    ['kullback-leibler', 'auto'],
    ['kullback-leibler', 'mu'],
    [1.5, 'mu'],
    [1, 'newton'],
  ] as const)(
    'l1 of both factors with %s by %s: the loss is the objective, and more of it makes them smaller',
    async (loss, solver) => {
      const penalised = async (l1: number) => {
        using fit = await nmf(rows, { ...run, maxIterations: 80, loss, solver, l1: { W: l1, H: 2 * l1 }, backend })
        const [W, H] = [fit.W.toRows(), fit.H.toRows()]
        const sum = (a: number[][]) => a.flat().reduce((total, x) => total + x, 0)
        const beta = loss === 'kullback-leibler' ? 1 : loss
        const objective = divergenceOf(rows, product(W, H), beta) + l1 * sum(W) + 2 * l1 * sum(H)
        expect(Math.abs(fit.loss - objective)).toBeLessThan(1e-9 * objective)
        expect(rises(fit.history)).toEqual([])
        using again = await fit.transform(rows)
        const found = divergenceOf(rows, product(W, again.toRows()), beta) + l1 * sum(W) + 2 * l1 * sum(again.toRows())
        expect(found).toBeLessThan(fit.loss * (1 + 1e-9))
        return sum(W) + sum(H)
      }
      expect(await penalised(0.5)).toBeLessThan(await penalised(0.05))
    },
  )

  test('missing entries of a low-rank matrix are found again', async () => {
    const X = product(uniformRows(30, 3, 21), uniformRows(3, 40, 22)).map((row) => row.map((x) => x + 1e-3))
    const next = lcg(23)
    const weights = X.map((row) => row.map(() => (next() < 0.2 ? 0 : 1)))
    for (const loss of ['frobenius', 'kullback-leibler'] as const) {
      const fit = await nmf(X, { rank: 4, seed: 1, loss, weights, maxIterations: 600, tolerance: 0, backend })
      const V = fit.reconstruct().toRows()
      let [error, norm] = [0, 0]
      for (const [i, row] of X.entries()) {
        for (const [j, x] of row.entries()) {
          if (weights[i]?.[j] !== 0) continue
          error += (x - (V[i]?.[j] as number)) ** 2
          norm += x ** 2
        }
      }
      expect(Math.sqrt(error / norm)).toBeLessThan(0.05)
    }
  })

  test('sparse data: every loss, the same factors as dense ones to rounding', async () => {
    const next = lcg(31)
    const X = rows.map((row) => row.map((x) => (next() < 0.7 ? 0 : x)))
    const sparse = SparseMatrix.fromDense(X)
    for (const options of [{ loss: 1, solver: 'mu' }, { loss: 1.5 }, { loss: 3, exponent: 'heuristic' }] as const) {
      const dense = await nmf(X, { ...run, ...options, backend })
      const fit = await nmf(sparse, { ...run, ...options, backend })
      const apart = Math.max(...fit.W.toArray().map((w, i) => Math.abs(w - (dense.W.toArray()[i] as number))))
      expect(apart).toBeLessThan(1e-9)
      expect(betaDivergence(sparse, fit, options.loss, { backend })).toBeCloseTo(fit.loss, 8)
    }
    const fit = await nmf(sparse, { ...run, loss: 'kullback-leibler', backend })
    expect(rises(fit.history)).toEqual([])
    expect(fit.loss).toBeCloseTo(divergenceOf(X, product(fit.W.toRows(), fit.H.toRows()), 1), 7)
  })

  test.each([
    ['kullback-leibler', {}],
    ['kullback-leibler with l1', { l1: { W: 0.1, H: 0.2 } }],
    ['kullback-leibler where only stored cells count', { missing: 'unstored' }],
    ['frobenius where only stored cells count', { loss: 'frobenius', missing: 'unstored' }],
  ] as const)('sparse data, %s: extrapolated steps get lower, and the loss never rises', async (_, options) => {
    const next = lcg(41)
    const X = lowRankRows(60, 80, 5, 7).map((row) => row.map((x) => (next() < 0.7 ? 0 : x + 0.1 * next())))
    const sparse = SparseMatrix.fromDense(X)
    const common = { rank: 5, seed: 3, loss: 'kullback-leibler', tolerance: 0, ...options, backend } as const
    // Long enough for some iterations to go too far and be done again.
    using beyond = await nmf(sparse, { ...common, maxIterations: 60 })
    using plain = await nmf(sparse, { ...common, maxIterations: 12, solver: 'newton', innerSteps: 1 })
    const before = await liveMatrices(backend)
    const again = await nmf(sparse, { ...common, maxIterations: 12 })
    again.dispose()
    expect(await liveMatrices(backend)).toBe(before)
    expect(rises(beyond.history)).toEqual([])
    expect(beyond.history[12]?.loss).toBeLessThan(plain.loss)
    const [W, H] = [beyond.W.toRows(), beyond.H.toRows()]
    expect(Math.min(...W.flat(), ...H.flat())).toBeGreaterThanOrEqual(0)
    const counted = 'missing' in options ? X.map((row) => row.map((x) => (x > 0 ? 1 : 0))) : undefined
    const sum = (rows: number[][]) => rows.flat().reduce((total, x) => total + x, 0)
    const penalty = 'l1' in options ? options.l1.W * sum(W) + options.l1.H * sum(H) : 0
    const beta = 'loss' in options ? 2 : 1
    expect(beyond.loss).toBeCloseTo(divergenceOf(X, product(W, H), beta, counted) + penalty, 7)
  })

  test('float32', async () => {
    const single = Matrix.from(rows, { precision: 'float32' })
    const fit = await nmf(single, { ...run, loss: 'kullback-leibler', backend })
    const double = await nmf(rows, { ...run, loss: 'kullback-leibler', backend })
    expect(fit.W.precision).toBe('float32')
    expect(Math.abs(fit.loss / double.loss - 1)).toBeLessThan(0.02)
  })

  test('transform: new samples by the loss of the fit', async () => {
    for (const loss of ['kullback-leibler', 'itakura-saito'] as const) {
      const fit = await nmf(rows, { ...run, loss, maxIterations: 400, backend })
      const again = await fit.transform(rows)
      expect(again.shape).toEqual([4, 31])
      const found = betaDivergence(rows, { W: fit.W, H: again }, loss, { backend })
      expect(found).toBeLessThan(fit.loss * 1.001)
      const masked = fit.transformSync(rows, { weights: mask })
      const seen = (H: MatrixLike) => betaDivergence(rows, { W: fit.W, H }, loss, { weights: mask, backend })
      expect(seen(masked)).toBeLessThanOrEqual(seen(again) * (1 + 1e-9))
    }
  })

  test('zeros: of the data, and where beta is 0', async () => {
    const X = rows.map((row, i) => row.map((x, j) => (i === 3 || j === 5 ? 0 : x)))
    const fit = await nmf(X, { ...run, loss: 'kullback-leibler', backend })
    expect(fit.W.toRows()[3]).toEqual([0, 0, 0, 0])
    await expect(nmf(X, { ...run, loss: 'itakura-saito', backend })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('row 0, column 5'),
    })
    const raised = await nmf(X, { ...run, loss: 'itakura-saito', floor: 1e-6, backend })
    expect(rises(raised.history)).toEqual([])
    const zeros = await nmf(
      [
        [0, 0],
        [0, 0],
      ],
      { rank: 1, loss: 'kullback-leibler', backend },
    )
    expect(zeros.loss).toBeLessThan(1e-12)
  })

  test('starts with zeros do not stay there', async () => {
    for (const init of ['snpa', 'k-means'] as const) {
      const fit = await nmf(rows, { ...run, init, loss: 'kullback-leibler', solver: 'mu', backend })
      expect(rises(fit.history)).toEqual([])
      expect(Math.min(...fit.H.toArray())).toBeGreaterThan(0)
    }
  })

  test('nothing is left behind', async () => {
    const before = await liveMatrices(backend)
    const fit = await nmf(rows, { ...run, loss: 'kullback-leibler', weights: mask, backend })
    const H = await fit.transform(rows, { weights: mask })
    H.dispose()
    fit.dispose()
    betaDivergence(rows, rows, 0, { backend })
    await expect(nmf(rows, { ...run, loss: 0, weights: [[1]], backend })).rejects.toMatchObject({ code: 'ERR_SHAPE' })
    expect(await liveMatrices(backend)).toBe(before)
  })
})

const sparse = SparseMatrix.fromDense(rows)
const hollow = SparseMatrix.fromCOO({ rows: 23, cols: 31, rowIndices: [], columnIndices: [], values: [] })
const less = rows.map((row) => row.map(() => -1))
const refused: [string, Record<string, unknown>, string, unknown?][] = [
  ['a loss that is none', { loss: 'hinge' }, 'ERR_INVALID_OPTION'],
  ['no number', { loss: Number.NaN }, 'ERR_INVALID_OPTION'],
  ['a solver of the squared error', { loss: 1, solver: 'hals' }, 'ERR_INVALID_OPTION'],
  ['a solver of divergences', { solver: 'newton' }, 'ERR_INVALID_OPTION'],
  ['newton without a model', { loss: 0, solver: 'newton' }, 'ERR_INVALID_OPTION'],
  ['a normalisation', { loss: 1, normalisation: 'H-rows' }, 'ERR_INVALID_OPTION'],
  ['a floor where nothing is infinite', { loss: 1, floor: 1e-9 }, 'ERR_INVALID_OPTION'],
  ['an exponent of other solvers', { exponent: 'monotone' }, 'ERR_INVALID_OPTION'],
  ['weights of another shape', { weights: [[1, 2]] }, 'ERR_SHAPE'],
  ['weights below zero', { weights: rows.map((row) => row.map(() => -1)) }, 'ERR_NEGATIVE'],
  ['weights that are all zero', { weights: rows.map((row) => row.map(() => 0)) }, 'ERR_INVALID_OPTION'],
  ['weights of another precision', { weights: Matrix.from(some, { precision: 'float32' }) }, 'ERR_PRECISION'],
  ['sparse weights on dense data', { loss: 1, weights: SparseMatrix.fromDense(some) }, 'ERR_INVALID_OPTION'],
  ['dense weights on sparse data', { loss: 1, weights: some }, 'ERR_INVALID_OPTION', sparse],
  ['the zeros of sparse data', { loss: 0, floor: 1e-9 }, 'ERR_INVALID_OPTION', sparse],
  ['dense data that store all', { missing: 'unstored' }, 'ERR_INVALID_OPTION'],
  ['sparse data with NaN', { missing: 'nan' }, 'ERR_INVALID_OPTION', sparse],
  ['sparse data that store nothing', { missing: 'unstored' }, 'ERR_INVALID_OPTION', hollow],
  ['sparse weights of another shape', { weights: SparseMatrix.fromDense([[1]]) }, 'ERR_SHAPE', sparse],
  ['sparse weights below zero', { weights: SparseMatrix.fromDense(less) }, 'ERR_NEGATIVE', sparse],
  ['sparse weights that store nothing', { weights: hollow }, 'ERR_INVALID_OPTION', sparse],
  [
    'a set where sparse data miss cells',
    { missing: 'unstored', normalisation: 'H-rows' },
    'ERR_INVALID_OPTION',
    sparse,
  ],
  ['a penalty where sparse data miss cells', { missing: 'unstored', l2: 1 }, 'ERR_INVALID_OPTION', sparse],
  [
    'a solver of dense data where sparse ones miss cells',
    { missing: 'unstored', solver: 'hals' },
    'ERR_INVALID_OPTION',
    sparse,
  ],
]

test.each(refused)('refused: %s', async (_, options, code, X) => {
  await expect(nmf((X ?? rows) as MatrixLike, { rank: 3, ...options } as NMFOptions)).rejects.toMatchObject({ code })
})

test('the zeros of sparse data: the message says what to do', async () => {
  await expect(nmf(sparse, { rank: 3, loss: 0 })).rejects.toThrow(
    /'unstored' or sparse weights.*X\.toDense\(\).*'floor'/,
  )
})

describe('real data', () => {
  const backend = 'native'

  test('a piano: Kullback-Leibler and Itakura-Saito go down', async (context) => {
    const V = await readMatMatrix(await dataFile(context, 'audio/piano_Mary.mat'), 'X')
    const positive = V.toArray().filter((x) => x > 0)
    const floor = 1e-8 * (positive.reduce((a, b) => a + b, 0) / positive.length)
    for (const options of [{ loss: 'kullback-leibler' }, { loss: 'itakura-saito', floor }] as const) {
      const fit = await nmf(V, { rank: 4, seed: 1, maxIterations: 40, tolerance: 0, ...options, backend })
      expect(rises(fit.history)).toEqual([])
      expect(fit.history.at(-1)?.layerErrors[0]).toBeLessThan(0.5)
    }
  })

  test('faces: a few Newton iterations go below fifty multiplicative ones', async (context) => {
    const X = await readMatMatrix(await dataFile(context, 'faces/CBCL.mat'), 'X')
    const options = { rank: 49, seed: 1, loss: 'kullback-leibler', tolerance: 0, backend } as const
    const slow = await nmf(X, { ...options, solver: 'mu', maxIterations: 50 })
    const fast = await nmf(X, { ...options, maxIterations: 4 })
    expect(rises(fast.history)).toEqual([])
    expect(fast.loss).toBeLessThan(slow.loss)
  })
})
