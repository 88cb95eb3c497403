import { betaDivergence, type Matrix, type NMFFit, type NMFOptions, nmf, nmfSync, SparseMatrix } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, type Rows } from '../support/dense.js'
import { lcg, uniformRows } from '../support/random.js'

const rows = uniformRows(23, 31, 3).map((row) => row.map((x) => x + 0.05))

/** 1 for about this share of the cells, 0 for the others. */
function chosen(share: number, seed: number): Rows {
  const next = lcg(seed)
  return rows.map((row) => row.map(() => (next() < share ? 1 : 0)))
}

const mask = chosen(0.5, 9)
const some = chosen(0.4, 10).map((row, i) => row.map((one, j) => one * (0.2 + (rows[j % 23]?.[i % 31] as number))))
const times = (X: Rows, Y: Rows) => X.map((row, i) => row.map((x, j) => x * (Y[i]?.[j] as number)))

/** The cells where the pattern is not zero, with what X has there, zeros too. */
function stored(X: Rows, pattern: Rows, precision: 'float64' | 'float32' = 'float64'): SparseMatrix {
  const at = pattern.flatMap((row, i) => row.flatMap((one, j) => (one === 0 ? [] : [[i, j] as const])))
  const rowIndices = at.map(([i]) => i)
  const columnIndices = at.map(([, j]) => j)
  const values = at.map(([i, j]) => X[i]?.[j] as number)
  return SparseMatrix.fromCOO(
    { rows: X.length, cols: X[0]?.length as number, rowIndices, columnIndices, values },
    { precision },
  )
}

const run = { rank: 4, seed: 2, tolerance: 0, maxIterations: 20 } as const

/** Start, so that fits of sparse and of dense data begin alike. */
const init = {
  W: uniformRows(23, 4, 5).map((row) => row.map((x) => x + 0.1)),
  H: uniformRows(4, 31, 6).map((row) => row.map((x) => x + 0.1)),
}

const rises = (history: NMFFit['history']) =>
  history.filter((p, i) => i > 0 && p.loss > (history[i - 1]?.loss as number) * (1 + 1e-11) + 1e-14)

const apart = (x: Matrix, y: Matrix) =>
  Math.max(...x.toArray().map((value, i) => Math.abs(value - (y.toArray()[i] as number))))

const LOSSES: Partial<NMFOptions>[] = [
  { solver: 'mu' },
  { loss: 1, solver: 'mu' },
  { loss: 0 },
  { loss: 1.5 },
  { loss: -1 },
  { loss: 3, exponent: 'heuristic' },
]

describe.each(backends)('cells of sparse data that count alone, on %s', (backend) => {
  test.each(LOSSES)('the fit is that of dense data with a mask: %j', async (options) => {
    const setting = { ...run, init, ...options, backend }
    const dense = await nmf(rows, { ...setting, weights: mask })
    const sparse = stored(rows, mask)
    const fit = await nmf(sparse, { ...setting, missing: 'unstored' })
    expect(apart(fit.W, dense.W)).toBeLessThan(1e-9)
    expect(apart(fit.H, dense.H)).toBeLessThan(1e-9)
    expect(fit.loss).toBeCloseTo(dense.loss, 9)
    expect(fit.history.at(-1)?.layerErrors[0]).toBeCloseTo(dense.history.at(-1)?.layerErrors[0] as number, 9)
    expect(rises(fit.history)).toEqual([])
    // The same as weights of one for the cells that are stored, and to the bit.
    const weighted = await nmf(sparse, { ...setting, weights: stored(mask, mask) })
    expect(weighted.W.toArray()).toEqual(fit.W.toArray())
    expect(betaDivergence(sparse, fit, options.loss ?? 2, { weights: stored(mask, mask), backend })).toBeCloseTo(
      fit.loss,
      9,
    )
  })

  test.each([
    { loss: 1 },
    { loss: 1, solver: 'newton', innerSteps: 2 },
    {},
    { solver: 'newton', innerSteps: 3 },
  ] as const)('Newton steps never raise the loss, and end where those of dense data do: %j', async (options) => {
    const sparse = stored(rows, mask)
    for (const counted of [mask, times(some, mask)]) {
      const weights = stored(counted, counted)
      const how = counted === mask ? ({ missing: 'unstored' } as const) : { weights }
      const fit = await nmf(sparse, { ...run, init, ...options, ...how, maxIterations: 200, backend })
      expect(rises(fit.history)).toEqual([])
      expect(fit.loss).toBeLessThan(0.2 * (fit.history[0]?.loss as number))
      const loss = 'loss' in options ? options.loss : 2
      const of = (approximation: Matrix | { W: Matrix; H: Matrix }) =>
        betaDivergence(sparse, approximation, loss, { weights, backend })
      expect(of(fit.reconstruct())).toBeCloseTo(fit.loss, 8)
      // With W as it is the problem is convex.
      const least = fit.transformSync(sparse, { ...how, tolerance: 0 })
      const dense = fit.transformSync(rows, { weights: counted, tolerance: 0 })
      expect(of({ W: fit.W, H: least })).toBeLessThan(of({ W: fit.W, H: dense }) * (1 + 1e-6) + 1e-12)
    }
  })

  test('where X stores nothing a weighted cell is zero; what weights do not store is of no matter', async () => {
    const X = times(rows, mask)
    const sparse = SparseMatrix.fromDense(X)
    const weights = SparseMatrix.fromDense(some)
    for (const options of [{ loss: 1, solver: 'mu' }, { solver: 'mu' }, { loss: 0, floor: 1e-3 }] as const) {
      const setting = { ...run, init, ...options, backend }
      const dense = await nmf(X, { ...setting, weights: some })
      const fit = await nmf(sparse, { ...setting, weights })
      expect(apart(fit.H, dense.H)).toBeLessThan(1e-9)
      const other = stored(
        rows.map((row, i) => row.map((x, j) => (some[i]?.[j] === 0 ? 7 * i + j : x * (mask[i]?.[j] as number)))),
        rows,
      )
      const again = await nmf(other, { ...setting, weights })
      expect(again.H.toArray()).toEqual(fit.H.toArray())
      expect(again.loss).toBe(fit.loss)
      // Both kinds of missing entries together, and zeros among the weights.
      const both = await nmf(sparse, { ...setting, weights: stored(some, rows), missing: 'unstored' })
      const expected = await nmf(X, { ...setting, weights: times(some, mask) })
      expect(apart(both.H, expected.H)).toBeLessThan(1e-9)
    }
  })

  test('a zero that is stored is known', async () => {
    const zeros = rows.map((row, i) => row.map((x, j) => ((i + j) % 5 === 0 ? 0 : x)))
    const setting = { ...run, init, backend }
    for (const loss of [1, 2] as const) {
      const dense = await nmf(zeros, { ...setting, loss, weights: mask, solver: 'mu' })
      const fit = await nmf(stored(zeros, mask), { ...setting, loss, missing: 'unstored', solver: 'mu' })
      expect(apart(fit.W, dense.W)).toBeLessThan(1e-9)
    }
    const sparse = stored(zeros, mask)
    await expect(nmf(sparse, { ...setting, loss: 0, missing: 'unstored' })).rejects.toThrow(/row \d+, column \d+ is 0/)
    const raised = await nmf(sparse, { ...setting, loss: 0, missing: 'unstored', floor: 1e-3 })
    const dense = await nmf(zeros, { ...setting, loss: 0, weights: mask, floor: 1e-3 })
    expect(apart(raised.W, dense.W)).toBeLessThan(1e-9)
  })

  test('rows and columns of which nothing is known are zero', async () => {
    const hollow = mask.map((row, i) => row.map((one, j) => (i === 4 || j === 7 ? 0 : one)))
    for (const options of [{ missing: 'unstored' }, { weights: stored(hollow, mask) }] as const) {
      const fit = await nmf(stored(rows, hollow), { ...run, ...options, backend })
      expect(fit.W.toRows()[4]).toEqual([0, 0, 0, 0])
      expect(fit.H.toRows().map((row) => row[7])).toEqual([0, 0, 0, 0])
      expect(rises(fit.history)).toEqual([])
    }
  })

  test('transform: new samples, of which some cells are known', async () => {
    const sparse = stored(rows, mask)
    for (const loss of [1, 2, 0] as const) {
      const fit = await nmf(sparse, { ...run, loss, missing: 'unstored', maxIterations: 300, backend })
      // As in the fit.
      const H = await fit.transform(sparse)
      const seen = (H: Matrix) =>
        betaDivergence(sparse, { W: fit.W, H }, loss, { weights: stored(mask, mask), backend })
      expect(seen(H)).toBeLessThan(fit.loss * 1.001 + 1e-9)
      const weighted = fit.transformSync(sparse, { weights: stored(mask, mask), missing: 'refuse' })
      expect(apart(weighted, H)).toBeLessThan(1e-6)
      // Dense data have all their cells.
      const whole = fit.transformSync(rows)
      expect(betaDivergence(rows, { W: fit.W, H: whole }, loss, { backend })).toBeLessThan(
        betaDivergence(rows, { W: fit.W, H }, loss, { backend }),
      )
    }
  })

  test('held-out ratings are found again', async () => {
    const X = product(uniformRows(60, 3, 21), uniformRows(3, 80, 22))
    const next = lcg(23)
    const known = X.map((row) => row.map(() => (next() < 0.4 ? 1 : 0)))
    const fit = nmfSync(stored(X, known), {
      rank: 3,
      seed: 1,
      missing: 'unstored',
      maxIterations: 800,
      tolerance: 0,
      backend,
    })
    const V = fit.reconstruct().toRows()
    const errors = X.flatMap((row, i) =>
      row.map((x, j) => (known[i]?.[j] === 1 ? 0 : (x - (V[i]?.[j] as number)) ** 2)),
    )
    const norms = X.flatMap((row, i) => row.map((x, j) => (known[i]?.[j] === 1 ? 0 : x ** 2)))
    const total = (x: number[]) => x.reduce((sum, y) => sum + y, 0)
    expect(Math.sqrt(total(errors) / total(norms))).toBeLessThan(0.02)
  })

  test('float32', async () => {
    const fit = await nmf(stored(rows, mask, 'float32'), { ...run, missing: 'unstored', backend })
    const double = await nmf(stored(rows, mask), { ...run, missing: 'unstored', backend })
    expect(fit.W.precision).toBe('float32')
    expect(Math.abs(fit.loss / double.loss - 1)).toBeLessThan(0.02)
  })

  test('nothing is left behind', async () => {
    const before = await liveMatrices(backend)
    const [sparse, weights] = [stored(rows, mask), stored(some, rows)]
    const fit = await nmf(sparse, { ...run, loss: 0, floor: 0.1, weights, missing: 'unstored', backend })
    const H = await fit.transform(sparse)
    for (const matrix of [H, fit, sparse, weights]) matrix.dispose()
    await expect(nmf(rows, { ...run, missing: 'unstored', backend })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    })
    expect(await liveMatrices(backend)).toBe(before)
  })
})
