import { betaDivergence, Matrix, type NMFFit, type NMFOptions, nmf, nmfSync, SparseMatrix } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, type Rows } from '../support/dense.js'
import { uniformRows } from '../support/random.js'
import { heldIn, makeRatings, printedRatings } from '../support/ratings.js'

const rows = uniformRows(23, 31, 3).map((row) => row.map((x) => x + 0.05))
const mask = heldIn(23, 31, 0.7, 5)
const holed = (X: Rows, known: Rows) => X.map((row, i) => row.map((x, j) => (known[i]?.[j] === 1 ? x : Number.NaN)))
const ones = rows.map((row) => row.map(() => 1))
const run = { rank: 4, seed: 2, tolerance: 0, maxIterations: 25 } as const

const numbersOf = ({ W, H, history }: NMFFit) => ({
  W: W.toArray(),
  H: H.toArray(),
  losses: history.map(({ loss }) => loss),
})

describe.each(backends)('missing entries on %s', (backend) => {
  const fitted = async (X: Rows | Matrix, options: Partial<NMFOptions>) =>
    numbersOf(await nmf(X, { ...run, ...options, backend }))

  test.each<Partial<NMFOptions>>([{}, { solver: 'mu' }, { normalisation: 'H-rows' }, { loss: 1 }, { loss: 0 }])(
    'weights of ones and no NaN give the bits of no weights: %j',
    async (options) => {
      const plain = await fitted(rows, options)
      expect(await fitted(rows, { ...options, weights: ones })).toEqual(plain)
      expect(await fitted(rows, { ...options, missing: 'nan' })).toEqual(plain)
      expect(await fitted(rows, { ...options, missing: 'refuse' })).toEqual(plain)
      expect(await fitted(Matrix.from(rows), { ...options, missing: 'nan', weights: ones })).toEqual(plain)
    },
  )

  test.each<Partial<NMFOptions>>([{}, { solver: 'mu' }, { loss: 1 }, { loss: 0 }, { loss: 1.5 }, { init: 'nndsvda' }])(
    'NaN is a weight of zero: %j',
    async (options) => {
      const X = holed(rows, mask)
      const weighted = await fitted(rows, { ...options, weights: mask })
      expect(await fitted(X, { ...options, missing: 'nan' })).toEqual(weighted)
      const flat = Float64Array.from(X.flat())
      const strided = nmfSync({ data: flat, shape: [23, 31] }, { ...run, ...options, missing: 'nan', backend })
      expect(numbersOf(strided)).toEqual(weighted)
      // Where there are weights too, both count.
      const some = uniformRows(23, 31, 8)
      const both = some.map((row, i) => row.map((x, j) => x * (mask[i]?.[j] as number)))
      const expected = await fitted(rows, { ...options, weights: both })
      expect(await fitted(X, { ...options, missing: 'nan', weights: some })).toEqual(expected)
      expect(await fitted(X, { ...options, missing: 'nan', weights: ones })).toEqual(weighted)
    },
  )

  test('the loss never rises, counts the known entries, and is that of the factors', async () => {
    const fit = await nmf(holed(rows, mask), { ...run, missing: 'nan', backend })
    const V = product(fit.W.toRows(), fit.H.toRows())
    const square = (i: number, j: number) => ((rows[i]?.[j] as number) - (V[i]?.[j] as number)) ** 2
    const loss = mask.flatMap((row, i) => row.map((known, j) => (known === 1 ? 0.5 * square(i, j) : 0)))
    expect(fit.loss).toBeCloseTo(
      loss.reduce((sum, x) => sum + x, 0),
      10,
    )
    expect(betaDivergence(rows, fit, 'frobenius', { weights: mask, backend })).toBeCloseTo(fit.loss, 10)
    const losses = fit.history.map((progress) => progress.loss)
    expect(losses.filter((x, i) => i > 0 && x > (losses[i - 1] as number) * (1 + 1e-12))).toEqual([])
  })

  test('float32', async () => {
    const X = holed(rows, mask).map((row) => Float32Array.from(row))
    const fit = await nmf(X, { ...run, missing: 'nan', backend })
    expect(fit.W.precision).toBe('float32')
    const double = await nmf(holed(rows, mask), { ...run, missing: 'nan', backend })
    expect(Math.abs(fit.loss / double.loss - 1)).toBeLessThan(0.02)
    const H = await fit.transform(X)
    expect(H.precision).toBe('float32')
  })

  test.each<Partial<NMFOptions>>([{}, { solver: 'mu' }, { loss: 1 }, { loss: 0 }, { init: 'nndsvdar', loss: 1.5 }])(
    'nothing is known of a row or column without entries, so it is zero: %j',
    async (options) => {
      const known = mask.map((row, i) => row.map((one, j) => (i === 4 || j === 9 || j === 30 ? 0 : one)))
      const fit = await nmf(holed(rows, known), { ...run, ...options, missing: 'nan', backend })
      expect(fit.W.toRows()[4]).toEqual([0, 0, 0, 0])
      for (const j of [9, 30]) expect(Array.from(fit.H.column(j))).toEqual([0, 0, 0, 0])
      expect(fit.W.toRows().filter((row) => row.every((x) => x === 0))).toHaveLength(1)
      const H = await fit.transform(holed(rows, known))
      expect(Array.from(H.column(9))).toEqual([0, 0, 0, 0])
      expect(Math.max(...H.column(8))).toBeGreaterThan(0)
    },
  )

  test('transform: as the fit reads its data, unless it is told otherwise', async () => {
    for (const options of [{}, { loss: 1 }] as const) {
      const X = holed(rows, mask)
      const fit = await nmf(X, { ...run, ...options, missing: 'nan', maxIterations: 600, backend })
      const H = await fit.transform(X)
      const loss = options.loss ?? 2
      const of = (factor: Matrix) => betaDivergence(rows, { W: fit.W, H: factor }, loss, { weights: mask, backend })
      expect(of(H)).toBeLessThan(fit.loss * 1.001)
      expect(fit.transformSync(rows, { weights: mask }).toArray()).toEqual(H.toArray())
      await expect(fit.transform(X, { missing: 'refuse' })).rejects.toMatchObject({ code: 'ERR_NOT_FINITE' })
    }
    const plain = await nmf(rows, { ...run, backend })
    await expect(plain.transform(holed(rows, mask))).rejects.toMatchObject({ code: 'ERR_NOT_FINITE' })
    const H = plain.transformSync(holed(rows, mask), { missing: 'nan' })
    expect(plain.transformSync(rows, { weights: mask }).toArray()).toEqual(H.toArray())
    expect(plain.transformSync(rows, { weights: ones }).toArray()).toEqual(plain.transformSync(rows).toArray())
    const inSet = await nmf(rows, { ...run, normalisation: 'H-columns', backend })
    await expect(inSet.transform(rows, { weights: mask })).rejects.toMatchObject({ option: 'weights' })
  })

  test.each([
    { what: '60 movies, half of the ratings held out', ratings: makeRatings(60, 80, 4, 1), rank: 4, share: 0.5 },
    // With half of it gone, the printed matrix has fewer numbers than factors of rank 3.
    { what: '9 printed movies, a fifth held out', ratings: printedRatings, rank: 3, share: 0.8 },
  ])('$what: nearer than with zeros or the mean in their places', async ({ what, ratings, rank, share }) => {
    const splits = [100, 200, 300, 400].map((seed) => heldIn(ratings.length, ratings[0]?.length ?? 0, share, seed))
    const meanOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
    /** The RMSE of what was held out, after a fit of ratings in which `fill` of those that were not stands for it. */
    const heldOutError = async (fill: (seen: number[]) => number, options: Partial<NMFOptions>) => {
      const squares: number[] = []
      for (const known of splits) {
        const value = fill(ratings.flatMap((row, i) => row.filter((_, j) => known[i]?.[j] === 1)))
        const X = ratings.map((row, i) => row.map((x, j) => (known[i]?.[j] === 1 ? x : value)))
        using fit = await nmf(X, { rank, seed: 1, maxIterations: 300, ...options, backend })
        const V = fit.reconstruct().toRows()
        for (const [i, row] of ratings.entries()) {
          for (const [j, x] of row.entries()) if (known[i]?.[j] === 0) squares.push((x - (V[i]?.[j] as number)) ** 2)
        }
      }
      return Math.sqrt(meanOf(squares))
    }
    const masked = await heldOutError(() => Number.NaN, { missing: 'nan' })
    const zeros = await heldOutError(() => 0, {})
    const means = await heldOutError(meanOf, {})
    const shown = [masked, zeros, means].map((error) => error.toFixed(3)).join(', ')
    if (backend === 'native') console.log(`${what}: RMSE of masked, zeros, mean: ${shown}`)
    expect(masked).toBeLessThan(0.8 * zeros)
    expect(masked).toBeLessThan(0.8 * means)
  })

  test('nothing is left behind', async () => {
    const before = await liveMatrices(backend)
    const X = holed(rows, mask)
    const fit = await nmf(X, { ...run, missing: 'nan', weights: ones, backend })
    const H = await fit.transform(X)
    H.dispose()
    fit.dispose()
    await expect(nmf(X, { ...run, missing: 'nan', rank: 0, backend })).rejects.toMatchObject({ code: 'ERR_RANK' })
    expect(await liveMatrices(backend)).toBe(before)
  })
})

const noNumber = rows.map((row) => row.map(() => Number.NaN))
const unseen = mask.map((row) => row.map((known) => 1 - known))

test.each<[string, unknown, object, string, string?]>([
  ['an unknown name', rows, { missing: 'zero' }, 'ERR_INVALID_OPTION', 'missing'],
  ['true', rows, { missing: true }, 'ERR_INVALID_OPTION', 'missing'],
  ['NaN by default', holed(rows, mask), {}, 'ERR_NOT_FINITE', 'X'],
  ['infinity', [[1, Number.POSITIVE_INFINITY]], { rank: 1, missing: 'nan' }, 'ERR_NOT_FINITE', 'X'],
  ['a negative number', [[-1, Number.NaN]], { rank: 1, missing: 'nan' }, 'ERR_NEGATIVE', 'X'],
  ['no number at all', noNumber, { missing: 'nan' }, 'ERR_INVALID_MATRIX', 'X'],
  ['no weight on a number', holed(rows, mask), { missing: 'nan', weights: unseen }, 'ERR_INVALID_OPTION', 'weights'],
  ['NaN in weights', rows, { missing: 'nan', weights: holed(rows, mask) }, 'ERR_NOT_FINITE', 'weights'],
  ['a set', holed(rows, mask), { missing: 'nan', normalisation: 'H-rows' }, 'ERR_INVALID_OPTION', 'normalisation'],
  ['sparse data', SparseMatrix.fromDense(rows), { missing: 'nan' }, 'ERR_INVALID_OPTION', 'missing'],
])('refused: %s', async (_, X, options, code, option) => {
  await expect(nmf(X as Rows, { rank: 3, ...options } as NMFOptions)).rejects.toMatchObject({ code, option })
})
