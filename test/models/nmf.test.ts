import { DeepMFError, Matrix, nmf, nmfSync, nnls } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { product, relativeDistance, transposed } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'

const rises = (history: readonly { loss: number }[]) =>
  history.filter((p, i) => i > 0 && p.loss > (history[i - 1].loss as number) * (1 + 1e-12) + 1e-25)

describe.each(backends)('nmf on %s', (backend) => {
  test('the quick start', async () => {
    const X = Matrix.from([
      [1, 0, 2],
      [0, 3, 1],
    ])
    const shallow = await nmf(X, { rank: 2, seed: 1, backend })
    expect(shallow.W.shape).toEqual([2, 2])
    expect(shallow.H.toArray()).toBeInstanceOf(Float64Array)
    expect(shallow.backend).toBe(backend)
    expect(shallow.numerics).toBe('reproducible')
    expect(shallow.seed).toBe(1)
    expect(relativeDistance(X.toRows(), product(shallow.W.toRows(), shallow.H.toRows()))).toBeLessThan(1e-6)
  })

  test.each(['auto', 'hals', 'fpgd', 'bpp', 'mu', 'admm', 'pgd'] as const)(
    '%s: the loss never rises and is what the factors say',
    async (solver) => {
      const rows = uniformRows(23, 31, 3)
      const fit = await nmf(rows, { rank: 5, seed: 2, solver, maxIterations: 80, tolerance: 0, backend })
      expect(fit.history).toHaveLength(81)
      expect(rises(fit.history)).toEqual([])
      expect(fit.stoppedBy).toBe('iterations')
      const residual = relativeDistance(rows, product(fit.W.toRows(), fit.H.toRows()))
      expect(fit.history.at(-1)?.layerErrors[0]).toBeCloseTo(residual, 12)
      expect(relativeDistance(rows, fit.reconstruct().toRows())).toBeCloseTo(residual, 12)
      expect(Math.min(...fit.W.toArray(), ...fit.H.toArray())).toBeGreaterThanOrEqual(0)
    },
  )

  test('auto needs a fraction of the iterations of plain sweeps, and in sets too its loss never rises', async () => {
    const rows = uniformRows(40, 60, 9)
    const options = { rank: 8, seed: 3, tolerance: 0, backend } as const
    const plain = await nmf(rows, { ...options, solver: 'hals', innerSteps: 1, maxIterations: 200 })
    const fit = await nmf(rows, { ...options, maxIterations: 60 })
    expect(fit.loss).toBeLessThan(plain.loss * 1.001)
    for (const normalisation of ['H-columns', 'H-rows', 'W-columns', 'W-rows'] as const) {
      const bounded = await nmf(rows, { ...options, normalisation, maxIterations: 60 })
      expect(rises(bounded.history)).toEqual([])
      const residual = relativeDistance(rows, product(bounded.W.toRows(), bounded.H.toRows()))
      expect(bounded.history.at(-1)?.layerErrors[0]).toBeCloseTo(residual, 12)
    }
  })

  test('planted factors are recovered to a tiny error', async () => {
    const rows = lowRankRows(20, 30, 3, 5)
    const fit = await nmf(rows, { rank: 3, seed: 4, maxIterations: 2000, tolerance: 1e-13, backend })
    expect(fit.history.at(-1)?.layerErrors[0]).toBeLessThan(1e-4)
  })

  test('rows and columns of zeros give zero factors, and a matrix of zeros a zero loss', async () => {
    const rows = uniformRows(8, 9, 6)
    rows[2].fill(0)
    for (const row of rows) row[5] = 0
    for (const solver of ['auto', 'hals', 'fpgd', 'bpp', 'admm', 'pgd'] as const) {
      const fit = await nmf(rows, { rank: 3, seed: 1, solver, maxIterations: 300, backend })
      expect(fit.W.toRows()[2].map((value) => value < 1e-12)).toEqual([true, true, true])
      expect(fit.H.column(5).every((value) => value < 1e-12)).toBe(true)
      expect([...fit.W.toArray(), ...fit.H.toArray()].every(Number.isFinite)).toBe(true)
    }
    const zeros = await nmf(Matrix.zeros(4, 5), { rank: 2, seed: 1, backend })
    expect(zeros.loss).toBe(0)
    expect(zeros.W.toArray().every((value) => value === 0)).toBe(true)
  })

  test('transform finds the H of the fit again', async () => {
    const rows = uniformRows(15, 20, 8)
    const fit = await nmf(rows, { rank: 4, seed: 3, maxIterations: 3000, tolerance: 1e-12, backend })
    const again = await fit.transform(rows)
    expect(relativeDistance(fit.H.toRows(), again.toRows())).toBeLessThan(1e-3)
    expect(again.toArray()).toEqual(fit.transformSync(rows).toArray())
  })

  test('every normalisation holds, and the loss still never rises', async () => {
    const rows = uniformRows(12, 14, 9)
    for (const normalisation of ['H-columns', 'H-rows', 'W-columns', 'W-rows'] as const) {
      for (const init of ['random', 'snpa'] as const) {
        const fit = await nmf(rows, { rank: 4, seed: 5, normalisation, init, maxIterations: 60, backend })
        expect(rises(fit.history), `${normalisation} ${init}`).toEqual([])
        const factor = normalisation.startsWith('W') ? fit.W.toRows() : fit.H.toRows()
        const vectors = normalisation.endsWith('rows') ? factor : transposed(factor)
        for (const vector of vectors) {
          const sum = vector.reduce((a, b) => a + b, 0)
          expect(sum).toBeLessThan(1 + 1e-12)
          if (normalisation === 'H-rows' || normalisation === 'W-columns') expect(sum).toBeGreaterThan(1 - 1e-12)
        }
      }
    }
  })

  test('a given start is continued from, and left as it was', async () => {
    const rows = uniformRows(10, 12, 11)
    // Not 'auto': its extrapolation looks back over more than the last iteration.
    const options = { rank: 3, seed: 1, solver: 'hals', tolerance: 0, backend } as const
    const whole = await nmf(rows, { ...options, maxIterations: 20 })
    const half = await nmf(rows, { ...options, maxIterations: 10 })
    const before = half.W.toArray()
    const rest = await nmf(rows, { ...options, maxIterations: 10, init: { W: half.W, H: half.H } })
    expect(rest.W.toArray()).toEqual(whole.W.toArray())
    expect(rest.H.toArray()).toEqual(whole.H.toArray())
    expect(half.W.toArray()).toEqual(before)
  })

  test('float32 data gives float32 factors near those of float64', async () => {
    const rows = uniformRows(20, 25, 12)
    const single = Matrix.from(rows, { precision: 'float32' })
    const fit = await nmf(single, { rank: 4, seed: 6, maxIterations: 50, tolerance: 0, backend })
    const double = await nmf(rows, { rank: 4, seed: 6, maxIterations: 50, tolerance: 0, backend })
    expect(fit.W.precision).toBe('float32')
    expect(fit.loss).toBeCloseTo(double.loss, 2)
    const byItself = await nmf(single, { rank: 4, seed: 6, backend })
    const reference = await nmf(rows, { rank: 4, seed: 6, backend })
    expect(byItself.loss).toBeLessThan(reference.loss * 1.002)
  })

  test('sync and async give the same bits', async () => {
    const rows = uniformRows(9, 13, 13)
    const a = await nmf(rows, { rank: 3, seed: 7, backend })
    const b = nmfSync(rows, { rank: 3, seed: 7, backend })
    expect(b.W.toArray()).toEqual(a.W.toArray())
    expect(b.history.map((p) => p.loss)).toEqual(a.history.map((p) => p.loss))
  })
})

test('a seed that is drawn is reported and gives the fit again', async () => {
  const rows = uniformRows(6, 8, 14)
  const fit = await nmf(rows, { rank: 2 })
  const again = await nmf(rows, { rank: 2, seed: fit.seed })
  expect(again.W.toArray()).toEqual(fit.W.toArray())
})

test('data that are met exactly end a fit at the level of rounding', async () => {
  const fit = await nmf(
    [
      [1, 0, 2],
      [0, 3, 1],
    ],
    { rank: 2, seed: 1, tolerance: 1e-300 },
  )
  expect(fit.stoppedBy).toBe('tolerance')
  expect(fit.history.length).toBeLessThan(300)
})

test('a rank above min(m, n) needs to be asked for', async () => {
  const rows = uniformRows(3, 20, 15)
  await expect(nmf(rows, { rank: 4 })).rejects.toMatchObject({ code: 'ERR_RANK', option: 'rank' })
  const fit = await nmf(rows, { rank: 6, overcomplete: true, normalisation: 'H-columns', seed: 1 })
  expect(fit.W.shape).toEqual([3, 6])
})

test.each(['admm', 'pgd'] as const)('%s keeps any set, and the loss never rises', async (solver) => {
  const rows = uniformRows(12, 14, 9)
  for (const normalisation of ['H-columns', 'H-rows', 'W-columns', 'W-rows'] as const) {
    const fit = await nmf(rows, { rank: 4, seed: 5, solver, normalisation, tolerance: 0, maxIterations: 60 })
    expect(rises(fit.history), normalisation).toEqual([])
    const factor = normalisation.startsWith('W') ? fit.W.toRows() : fit.H.toRows()
    for (const vector of normalisation.endsWith('rows') ? factor : transposed(factor)) {
      expect(vector.reduce((a, b) => a + b, 0)).toBeLessThan(1 + 1e-12)
    }
  }
})

test('all solvers come to the same kind of end', async () => {
  const rows = uniformRows(20, 25, 21)
  const losses: number[] = []
  for (const solver of ['hals', 'fpgd', 'bpp', 'mu', 'admm', 'pgd'] as const) {
    const fit = await nmf(rows, { rank: 4, seed: 6, solver, tolerance: 0, maxIterations: 400 })
    losses.push(fit.loss)
  }
  expect(Math.max(...losses)).toBeLessThan(Math.min(...losses) * 1.05)
})

test('bpp: the factor that was solved for last is that of nonnegative least squares', async () => {
  const rows = uniformRows(30, 40, 22)
  const { W, H } = await nmf(rows, { rank: 6, seed: 6, solver: 'bpp', tolerance: 0, maxIterations: 5 })
  expect(relativeDistance(nnls(W, rows).X.toRows(), H.toRows())).toBeLessThan(1e-12)
})

test('HALS in a random order: the seed decides, and the loss still never rises', async () => {
  const rows = uniformRows(20, 25, 23)
  const options = { rank: 5, solver: 'hals', tolerance: 0, maxIterations: 30, init: 'snpa' } as const
  const fit = await nmf(rows, { ...options, seed: 1, order: 'random' })
  const again = await nmf(rows, { ...options, seed: 1, order: 'random' })
  const other = await nmf(rows, { ...options, seed: 2, order: 'random' })
  expect(rises(fit.history)).toEqual([])
  expect(again.W.toArray()).toEqual(fit.W.toArray())
  expect(other.W.toArray()).not.toEqual(fit.W.toArray())
})

test('columns that end their sweeps early: more sweeps allowed, and the loss never rises', async () => {
  const rows = uniformRows(20, 25, 24)
  const options = { rank: 5, seed: 3, solver: 'hals', tolerance: 0, maxIterations: 40 } as const
  const fit = await nmf(rows, { ...options, innerSteps: 30, innerTolerance: 0.1 })
  expect(rises(fit.history)).toEqual([])
  expect(fit.loss).toBeLessThan((await nmf(rows, { ...options, innerSteps: 1 })).loss * 1.001)
})

test('FPGD with backtracking: the loss never rises, and the fit ends where that of fixed steps does', async () => {
  const rows = uniformRows(20, 25, 26)
  for (const normalisation of ['none', 'H-columns'] as const) {
    const options = { rank: 4, seed: 2, solver: 'fpgd', normalisation, tolerance: 0, maxIterations: 60 } as const
    const fit = await nmf(rows, { ...options, step: 'backtracking' })
    const fixed = await nmf(rows, options)
    expect(rises(fit.history)).toEqual([])
    expect(Math.abs(fit.loss / fixed.loss - 1)).toBeLessThan(0.05)
    expect(fit.W.toArray()).not.toEqual(fixed.W.toArray())
  }
})

test('HALS cannot keep a sum, and says so before any work', async () => {
  const wrong = nmf(uniformRows(4, 5, 1), { rank: 2, solver: 'hals', normalisation: 'H-columns' })
  await expect(wrong).rejects.toBeInstanceOf(DeepMFError)
  await expect(wrong).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', option: 'solver' })
})
