import { type BackendName, betaDivergence, hoyerSparsity, Matrix, nmf, nonSmoothNMF } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { chain, relativeDistance, transposed } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'
import { sparseOf } from '../support/sparse.js'
import { smoothingRows } from './family/non-smooth-nmf.js'

const X = lowRankRows(20, 40, 6, 3).map((row) => row.map((x) => x + 0.05))
const kl = { rank: 4, loss: 'kullback-leibler', seed: 3, maxIterations: 40, tolerance: 0 } as const

describe.each(backends)('Kullback-Leibler on %s', (backend: BackendName) => {
  test.each(['auto', 'mu', 'newton'] as const)(
    '%s: the loss is the divergence from W S H, and never rises',
    async (solver) => {
      using fit = await nonSmoothNMF(X, { ...kl, solver, smoothing: 0.6, backend })
      const approximation = chain(fit.W.toRows(), smoothingRows(4, 0.6), fit.H.toRows())
      using rebuilt = fit.reconstruct()
      expect(relativeDistance(rebuilt.toRows(), approximation)).toBeLessThan(1e-12)
      expect(fit.loss / betaDivergence(X, approximation, 1)).toBeCloseTo(1, 10)
      const losses = fit.history.map(({ loss }) => loss)
      for (const [i, loss] of losses.slice(1).entries()) expect(loss).toBeLessThanOrEqual(losses[i] * (1 + 1e-12))
      expect(losses.at(-1)).toBeLessThan(0.2 * losses[0])
    },
  )

  test('the bits of the native backend; nothing is left behind', async () => {
    const before = await liveMatrices(backend)
    const outputs = async (on: BackendName) => {
      using fit = await nonSmoothNMF(X, { ...kl, init: 'snpa', backend: on })
      using H = await fit.transform(X, { maxIterations: 5 })
      return [fit.W.toArray(), fit.H.toArray(), H.toArray(), fit.history.map(({ loss }) => loss)]
    }
    expect(await outputs(backend)).toEqual(await outputs('native'))
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('new samples: those of the fit get coefficients that are no worse; what does not fit is refused', async () => {
    using fit = await nonSmoothNMF(X, { ...kl, maxIterations: 300, backend })
    using H = await fit.transform(X)
    const approximation = chain(fit.W.toRows(), fit.S.toRows(), H.toRows())
    expect(betaDivergence(X, approximation, 1)).toBeLessThan(fit.loss * (1 + 1e-6))
    const before = await liveMatrices(backend)
    await expect(fit.transform(X.slice(1))).rejects.toMatchObject({ code: 'ERR_SHAPE' })
    await expect(fit.transform(X, { weights: X } as never)).rejects.toMatchObject({ code: 'ERR_UNKNOWN_OPTION' })
    expect(await liveMatrices(backend)).toBe(before)
  })
})

test('sparse data have the divergence of dense ones', async () => {
  const rows = X.map((row) => row.map((x, j) => (j % 3 === 0 ? 0 : x)))
  using sparse = sparseOf(rows)
  using fit = await nonSmoothNMF(sparse, { ...kl, solver: 'mu' })
  using dense = await nonSmoothNMF(rows, { ...kl, solver: 'mu' })
  expect(fit.loss / dense.loss).toBeCloseTo(1, 9)
})

test.each(['frobenius', 'kullback-leibler'] as const)('without smoothing it is nmf: %s', async (loss) => {
  const init = { W: uniformRows(20, 4, 1), H: uniformRows(4, 40, 2) }
  const options = { rank: 4, loss, init, maxIterations: 20, tolerance: 0 } as const
  using smooth = await nonSmoothNMF(X, { ...options, smoothing: 0 })
  using plain = await nmf(X, options)
  expect(relativeDistance(plain.H.toRows(), smooth.H.toRows())).toBeLessThan(1e-9)
  expect(relativeDistance(plain.W.toRows(), smooth.W.toRows())).toBeLessThan(1e-9)
})

test.each(['frobenius', 'kullback-leibler'] as const)('more smoothing makes both factors sparser: %s', async (loss) => {
  const sparsities = []
  for (const smoothing of [0, 0.4, 0.8]) {
    let [W, H] = [0, 0]
    for (const seed of [1, 2, 3]) {
      using fit = await nonSmoothNMF(Matrix.from(X), { rank: 5, loss, smoothing, seed })
      W += mean(transposed(fit.W.toRows()).map((column) => hoyerSparsity(column))) / 3
      H += mean(fit.H.toRows().map((row) => hoyerSparsity(row))) / 3
    }
    sparsities.push({ W, H })
  }
  const [none, some, much] = sparsities
  console.log(
    `${loss}, Hoyer sparsity of W and H:`,
    sparsities.map(({ W, H }) => `${W.toFixed(2)} ${H.toFixed(2)}`),
  )
  expect(none.W).toBeLessThan(some.W)
  expect(some.W).toBeLessThan(much.W)
  expect(none.H).toBeLessThan(some.H)
  expect(some.H).toBeLessThan(much.H)
})

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
