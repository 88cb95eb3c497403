import {
  constrainedMF,
  dirichletPenalty,
  dropoutPenalty,
  graphPenalty,
  groupPenalty,
  l2Ball,
  nonnegative,
  orthogonalityPenalty,
  pca,
  simplexColumns,
  totalVariation,
  volumePenalty,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { product } from '../support/dense.js'
import { lcg, uniformRows } from '../support/random.js'

function correlation(a: readonly number[], b: readonly number[]): number {
  const centred = (v: readonly number[]) => v.map((x) => x - v.reduce((sum, y) => sum + y, 0) / v.length)
  const [p, q] = [centred(a), centred(b)]
  const dot = (u: readonly number[], v: readonly number[]) => u.reduce((sum, x, i) => sum + x * (v[i] as number), 0)
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q))
}

describe.each(backends)('constrainedMF on %s', (backend) => {
  test('without sets it is as good as the singular value decomposition', async () => {
    const X = uniformRows(15, 20, 2)
    const fit = await constrainedMF(X, { rank: 3, seed: 1, maxIterations: 60, tolerance: 0, backend })
    const best = await pca(X, { rank: 3, center: false, backend })
    expect(fit.loss).toBeGreaterThan(best.loss * (1 - 1e-10))
    expect(fit.loss).toBeLessThan(best.loss * (1 + 1e-4))
  })

  test('total variation brings the abundances of a noisy image nearer to the true ones', async () => {
    // Two halves of an image of 12 x 12, each of one of two spectra.
    const next = lcg(5)
    const pixels = Array.from({ length: 144 }, (_, p) => (p % 12 < 6 ? 1 : 0))
    const W = [
      [1, 0.1],
      [0.7, 0.3],
      [0.2, 0.9],
      [0, 1],
    ]
    const H = [pixels, pixels.map((x) => 1 - x)]
    const noisy = product(W, H).map((row) => row.map((x) => Math.max(0, x + 0.5 * (next() - 0.5))))
    const error = async (weight: number) => {
      const smooth = totalVariation(weight, { height: 12, width: 12, along: 'rows' })
      const options = { rank: 2, init: { W, H }, maxIterations: 60, backend } as const
      using fit = await constrainedMF(noisy, {
        ...options,
        constraints: { W: simplexColumns(), H: nonnegative() },
        penalties: { H: smooth },
      })
      // A smoothed image loses contrast, so rows are compared but for shift and scale.
      return fit.H.toRows().reduce((total, row, k) => total + 1 - correlation(row, H[k] as number[]), 0)
    }
    expect(await error(0.1)).toBeLessThan(0.5 * (await error(0)))
  })

  test('a group penalty empties rows that the data have no need of', async () => {
    const X = product(uniformRows(12, 2, 8), uniformRows(2, 30, 9))
    const options = { rank: 5, seed: 2, maxIterations: 400, tolerance: 0, backend } as const
    using fit = await constrainedMF(X, {
      ...options,
      constraints: { W: l2Ball(1, { nonnegative: true }), H: nonnegative() },
      penalties: { H: groupPenalty(3, { along: 'rows' }) },
    })
    const used = fit.H.toRows().filter((row) => row.some((x) => x > 1e-9)).length
    expect(used).toBeLessThan(5)
    expect(used).toBeGreaterThan(1)
  })
})

test('penalties refuse what they cannot be', () => {
  const symmetric = [
    [0, 1],
    [1, 0],
  ]
  expect(() => graphPenalty(-1, symmetric)).toThrow(/weight/)
  expect(() => graphPenalty(1, [[0, 1]])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
  expect(() =>
    graphPenalty(1, [
      [0, 1],
      [2, 0],
    ]),
  ).toThrow(/row 0, column 1/)
  expect(() => volumePenalty(1, { delta: 0 })).toThrow(/delta/)
  expect(() => dropoutPenalty(1)).toThrow(/below 1/)
  expect(() => dirichletPenalty(1, 2)).toThrow(/concentration/)
  expect(() => orthogonalityPenalty(1, { along: 'both' as never })).toThrow(/along/)
})
