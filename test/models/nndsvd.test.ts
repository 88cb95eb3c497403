import { readFileSync } from 'node:fs'
import { type Backend, loadBackend, nmf, svd } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { nndsvd, nndsvda, nndsvdar } from '../../packages/deepmf/src/init/nndsvd.js'
import type { Initialiser } from '../../packages/deepmf/src/init/start.js'
import { svdStart } from '../../packages/deepmf/src/init/svd.js'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { download, upload } from '../../packages/deepmf/src/problem/transfer.js'
import { backends } from '../support/backends.js'
import { distanceSquared, flat, normSquared, product, type Rows, relativeDistance } from '../support/dense.js'
import { lowRankRows, uniformRows } from '../support/random.js'
import { sparseOf, sparseRows } from '../support/sparse.js'

interface Case {
  readonly init: 'nndsvd' | 'nndsvda'
  readonly rank: number
  readonly X: Rows
  readonly W: Rows
  readonly H: Rows
}

const published = JSON.parse(readFileSync(new URL('../fixtures/nndsvd.json', import.meta.url), 'utf8')) as Case[]

/** The first factors for X, as rows. */
function startOf(backend: Backend, initialiser: Initialiser, X: Rows, rank: number): { W: Rows; H: Rows } {
  const arena = new Arena(backend, 64)
  try {
    const target = upload(arena, X.length, (X[0] as number[]).length, flat(X))
    const { value } = initialiser.start(arena, target, rank, 0).next()
    if (value === undefined) throw new Error('the start pauses')
    const rows = ({ id, rows, cols }: { id: number; rows: number; cols: number }) => {
      const numbers = download(arena, { id, rows, cols })
      return Array.from({ length: rows }, (_, i) => [...numbers.subarray(i * cols, (i + 1) * cols)])
    }
    return { W: rows(value.W), H: rows(value.H) }
  } finally {
    arena.release(backend.epoch)
  }
}

describe.each(backends)('starts from singular vectors on %s', (name) => {
  test('those of scikit-learn', async () => {
    const backend = await loadBackend(name)
    expect(published).toHaveLength(8)
    for (const { init, rank, X, W, H } of published) {
      const start = startOf(backend, { nndsvd, nndsvda }[init](0), X, rank)
      // What is filled is scaled as well.
      const scale = Math.sqrt(normSquared(start.W) / normSquared(W))
      if (init === 'nndsvd') expect(scale).toBeCloseTo(1, 9)
      const scaled = (rows: Rows) => rows.map((row) => row.map((value) => value * scale))
      expect(relativeDistance(scaled(W), start.W)).toBeLessThan(1e-9)
      expect(relativeDistance(scaled(H), start.H)).toBeLessThan(1e-9)
    }
  })

  test('the unit of the data only scales the factors', async () => {
    const backend = await loadBackend(name)
    const X = uniformRows(9, 14, 1).map((row) => row.map((value) => (value < 0.4 ? 0 : value)))
    const larger = X.map((row) => row.map((value) => value * 4 ** 10))
    for (const initialiser of [nndsvd(3), nndsvda(3), nndsvdar(3)]) {
      const [one, other] = [startOf(backend, initialiser, X, 4), startOf(backend, initialiser, larger, 4)]
      const scaled = one.W.map((row) => row.map((value) => value * 2 ** 10))
      expect(relativeDistance(scaled, other.W)).toBeLessThan(1e-12)
    }
  })

  test('zeros are kept, filled with one number, or with small ones', async () => {
    const backend = await loadBackend(name)
    const X = uniformRows(20, 30, 2)
    const zeros = startOf(backend, nndsvd(1), X, 5).W.flat()
    const filled = startOf(backend, nndsvda(1), X, 5).W.flat()
    const random = startOf(backend, nndsvdar(1), X, 5).W.flat()
    const places = zeros.flatMap((value, at) => (value === 0 ? [at] : []))
    expect(places.length).toBeGreaterThan(20)
    // All but the zeros by one factor; the zeros one number, or numbers up to a hundredth of it.
    const [first] = zeros.flatMap((value, at) => (value > 0 ? [at] : [])) as [number]
    const [byFilled, byRandom] = [filled, random].map((w) => (w[first] as number) / (zeros[first] as number))
    const unit = Math.sqrt(X.flat().reduce((sum, value) => sum + value, 0) / 600 / 5)
    for (const [at, value] of zeros.entries()) {
      expect(filled[at]).toBeCloseTo((value === 0 ? unit : value) * (byFilled as number), 12)
      if (value > 0) expect(random[at]).toBeCloseTo(value * (byRandom as number), 12)
      else expect(random[at]).toBeLessThan((unit / 100) * (byRandom as number))
    }
    expect(new Set(places.map((at) => random[at])).size).toBe(places.length)
  })

  test('a large matrix, whose vectors are found by products alone', async () => {
    const backend = await loadBackend(name)
    const X = lowRankRows(120, 90, 4, 3)
    const start = startOf(backend, nndsvd(1), X, 4)
    const other = startOf(backend, nndsvd(2), X, 4)
    expect(relativeDistance(start.W, other.W)).toBeLessThan(1e-6)
    expect(distanceSquared(X, product(start.W, start.H))).toBeLessThan(0.5 * normSquared(X))
  })

  test('factors that may be negative start at the best approximation', async () => {
    const backend = await loadBackend(name)
    const X = uniformRows(12, 9, 4).map((row) => row.map((value) => value - 0.5))
    const { singularValues } = svd(X, { backend: name })
    for (const rank of [1, 4, 9]) {
      const { W, H } = startOf(backend, svdStart(1), X, rank)
      const left = singularValues.subarray(rank).reduce((sum, sigma) => sum + sigma * sigma, 0)
      expect(distanceSquared(X, product(W, H))).toBeCloseTo(left, 12)
    }
    const wide = startOf(backend, svdStart(1), X, 11)
    expect(relativeDistance(X, product(wide.W, wide.H))).toBeLessThan(1e-13)
  })

  test('a fit starts nearer than from random numbers', async () => {
    const X = lowRankRows(40, 50, 6, 5)
    const options = { rank: 6, seed: 1, maxIterations: 1, backend: name } as const
    const random = await nmf(X, { ...options, init: 'random' })
    for (const init of ['nndsvd', 'nndsvda', 'nndsvdar'] as const) {
      const fit = await nmf(X, { ...options, init })
      expect(fit.history[0]?.loss).toBeLessThan(random.history[0]?.loss as number)
    }
  })

  test('sparse data', async () => {
    const rows = sparseRows(60, 90, 0.1, 6)
    const options = { rank: 4, seed: 1, maxIterations: 1, solver: 'hals', backend: name } as const
    for (const init of ['nndsvd', 'nndsvda', 'nndsvdar'] as const) {
      const [fit, dense] = [await nmf(sparseOf(rows), { ...options, init }), await nmf(rows, { ...options, init })]
      expect(fit.history[0]?.loss).toBeCloseTo(dense.history[0]?.loss as number, 2)
      expect(fit.loss).toBeLessThan(fit.history[0]?.loss as number)
    }
  })
})
