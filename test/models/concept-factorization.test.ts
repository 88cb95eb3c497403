import { conceptFactorization, nnls } from 'deepmf'
import { expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { product, transposed } from '../support/dense.js'
import { uniformRows } from '../support/random.js'

const X = uniformRows(8, 25, 3)
const K = product(transposed(X), X)
const options = { rank: 3, seed: 2, maxIterations: 100, tolerance: 0 } as const

test('a kernel of inner products gives what the samples give', async () => {
  using linear = await conceptFactorization(X, options)
  using kernel = await conceptFactorization(K, { ...options, kernel: 'precomputed' })
  kernel.history.forEach(({ loss }, i) => {
    expect(loss).toBeCloseTo(linear.history[i]?.loss as number, 6)
  })
  for (const name of ['C', 'H'] as const) {
    expect(kernel[name].toRows()).toEqual(linear[name].toRows().map((row) => row.map((x) => expect.closeTo(x, 4))))
  }
  // How alike samples and concepts are.
  const alike = product(transposed(X), linear.W.toRows())
  expect(kernel.W.toRows()).toEqual(alike.map((row) => row.map((x) => expect.closeTo(x, 4))))
})

test('new samples by their kernel values: nonnegative least squares in the space of the kernel', async () => {
  using fit = await conceptFactorization(K, { ...options, kernel: 'precomputed' })
  const samples = uniformRows(8, 5, 9)
  using H = await fit.transform(product(transposed(X), samples))
  using exact = nnls(product(X, fit.C.toRows()), samples).X
  expect(H.toRows()).toEqual(exact.toRows().map((row) => row.map((x) => expect.closeTo(x, 8))))
  await expect(fit.transform(samples)).rejects.toMatchObject({ code: 'ERR_SHAPE' })
})

test.each(backends)('a matrix that is no kernel is refused on %s, and nothing is left', async (backend) => {
  const before = await liveMatrices(backend)
  const indefinite = [
    [1, 2],
    [2, 1],
  ]
  await expect(conceptFactorization(indefinite, { rank: 1, kernel: 'precomputed', backend })).rejects.toMatchObject({
    code: 'ERR_NOT_POSITIVE_DEFINITE',
    option: 'X',
  })
  expect(await liveMatrices(backend)).toBe(before)
})

test('two rings, which are mixtures of each other in the plane, share no concept by a Gaussian kernel', async () => {
  const points = Array.from({ length: 40 }, (_, j) => {
    const [radius, angle] = [j < 20 ? 0.3 : 3, (2 * Math.PI * j) / 20]
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const
  })
  const gaussian = points.map(([x, y]) => points.map(([u, v]) => Math.exp(-2 * ((x - u) ** 2 + (y - v) ** 2))))
  using fit = await conceptFactorization(gaussian, { rank: 4, kernel: 'precomputed', seed: 1 })
  for (const row of fit.H.toRows()) {
    const [inner, outer] = [Math.max(...row.slice(0, 20)), Math.max(...row.slice(20))]
    expect(Math.min(inner, outer)).toBeLessThan(0.05 * Math.max(inner, outer))
  }
})
