import { readFileSync } from 'node:fs'
import { type CPDFit, type CPDOptions, cpd, cpdSync, loadBackend, nmf, Tensor } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { cpdProblem } from '../../packages/deepmf/src/models/cpd/problem.js'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import { upload } from '../../packages/deepmf/src/problem/transfer.js'
import { foldedShape } from '../../packages/deepmf/src/tensor/cut.js'
import { backends, liveMatrices } from '../support/backends.js'
import { flat, normSquared, type Rows } from '../support/dense.js'
import { assembledGradient, differences } from '../support/gradients.js'
import { uniformRows } from '../support/random.js'
import { componentsOff, composed, drawFactors, randomTensor, tensorLoss } from '../support/tensors.js'

const rowsOf = (fit: CPDFit): Rows[] => fit.factors.map((factor) => factor.toRows())
const exact = { maxIterations: 3000, tolerance: 1e-14 }

describe.each(backends)('cpd on %s', (backend) => {
  test.each([
    { shape: [7, 8, 9], nonnegative: false },
    { shape: [7, 8, 9], nonnegative: true },
    { shape: [7, 8, 9], nonnegative: [true, false, true] },
    { shape: [5, 4, 6, 3], nonnegative: false },
    { shape: [5, 4, 6, 3], nonnegative: true },
    { shape: [3, 4, 3, 4, 4], nonnegative: true },
  ])('planted components are found at zero noise: $shape, nonnegative $nonnegative', async (given) => {
    const { shape, nonnegative } = given
    const signs = shape.map((_, mode) => (Array.isArray(nonnegative) ? nonnegative[mode] === true : nonnegative))
    const truth = shape.map((size, mode) => drawFactors([size], 3, signs[mode], 20 + mode)[0])
    const weights = [5, 2, 0.5]
    const T = composed(truth, weights)
    using fit = await cpd(T, { rank: 3, nonnegative, seed: 1, backend, ...exact })
    expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(1e-7)
    expect(componentsOff(fit.factors, truth)).toBeLessThan(1e-10)
    for (const factor of rowsOf(fit).filter((_, mode) => signs[mode])) {
      expect(Math.min(...factor.flat())).toBeGreaterThanOrEqual(0)
    }
  })

  test.each<[string, readonly number[], Omit<CPDOptions, 'rank'>]>([
    ['alternating least squares', [6, 5, 7], { solver: 'als' }],
    ['auto, free', [6, 5, 7], {}],
    ['auto, nonnegative', [6, 5, 7], { nonnegative: true }],
    ['hals', [4, 5, 3, 4], { nonnegative: true, solver: 'hals' }],
    ['bpp from singular vectors', [6, 5, 7], { nonnegative: true, solver: 'bpp', init: 'svd' }],
    ['fpgd, mixed', [6, 5, 7], { nonnegative: [true, false, true], solver: 'fpgd' }],
    ['mu', [6, 5, 7], { nonnegative: true, solver: 'mu' }],
    ['admm', [6, 5, 7], { nonnegative: true, solver: 'admm' }],
    ['pgd', [6, 5, 7], { nonnegative: true, solver: 'pgd' }],
    ['l2', [6, 5, 7], { l2: 0.3 }],
    ['l2, nonnegative, from singular vectors', [6, 5, 7], { nonnegative: true, l2: 0.3, init: 'svd' }],
    ['more components than sizes', [3, 4, 3], { nonnegative: true, rank: 7, init: 'svd' } as never],
    ['two modes', [8, 9], { nonnegative: true }],
    ['one mode of a single index', [1, 6, 7], {}],
  ])('the loss is the objective of the factors and never rises: %s', async (_, shape, options) => {
    const T = randomTensor(shape, true, 5)
    using fit = await cpd(T, { rank: 3, seed: 2, backend, maxIterations: 40, tolerance: 0, ...options })
    const factors = rowsOf(fit)
    const penalty = 0.5 * (options.l2 ?? 0) * factors.reduce((sum, factor) => sum + normSquared(factor), 0)
    const norm = T.data.reduce((sum, value) => sum + value * value, 0)
    expect(Math.abs(fit.loss - tensorLoss(T.data, factors, fit.weights) - penalty)).toBeLessThan(1e-11 * norm)
    expect(fit.history).toHaveLength(41)
    for (const [i, { loss }] of fit.history.entries()) {
      if (i > 0) expect(loss, `iteration ${i}`).toBeLessThanOrEqual((fit.history[i - 1]?.loss ?? 0) + 1e-13 * norm)
    }
    expect(fit.factors.map(({ shape }) => shape)).toEqual(shape.map((size) => [size, fit.weights.length]))
    using rebuilt = fit.reconstruct()
    expect(rebuilt.shape).toEqual(shape)
    const wanted = composed(factors, fit.weights).data
    for (const [at, value] of rebuilt.toArray().entries()) expect(Math.abs(value - wanted[at])).toBeLessThan(1e-12)
  })

  test('columns have a length of one, and components come by weight', async () => {
    const T = randomTensor([6, 5, 7], false, 6)
    using fit = await cpd(T, { rank: 4, seed: 3, backend, maxIterations: 30 })
    for (const factor of fit.factors) {
      for (let c = 0; c < 4; c++) expect(normSquared([[...factor.column(c)]])).toBeCloseTo(1, 12)
    }
    expect([...fit.weights]).toEqual([...fit.weights].sort((a, b) => b - a))
    using plain = await cpd(T, { rank: 4, seed: 3, backend, maxIterations: 30, normalisation: 'none' })
    expect([...plain.weights]).toEqual([1, 1, 1, 1])
    expect(plain.loss).toBe(fit.loss)
    // A fit goes on from where another one ended.
    using more = await cpd(T, { rank: 4, init: fit, backend, maxIterations: 1 })
    expect(Math.abs((more.history[0]?.loss ?? 0) - fit.loss)).toBeLessThan(1e-12 * fit.loss)
  })

  test('two modes: the objective of nmf from the same start', async () => {
    const X = uniformRows(9, 13, 7)
    const [W, Ht] = [uniformRows(9, 3, 8), uniformRows(13, 3, 9)]
    const H = (Ht[0] as number[]).map((_, c) => Ht.map((row) => row[c] as number))
    const options = { rank: 3, backend, solver: 'bpp', maxIterations: 30, tolerance: 0 } as const
    using ours = await cpd(X, { ...options, nonnegative: true, init: { factors: [W, Ht] } })
    using matrix = await nmf(X, { ...options, init: { W, H } })
    for (const [i, { loss }] of matrix.history.entries()) {
      expect(Math.abs((ours.history[i]?.loss ?? 0) - loss)).toBeLessThan(1e-9 * loss)
    }
  })

  test.each([false, true, [true, true, false]])(
    'transform agrees with the fit: nonnegative %s',
    async (nonnegative) => {
      const T = Tensor.from(randomTensor([6, 5, 7], true, 8))
      const options = { rank: 3, nonnegative, seed: 4, backend, maxIterations: 3000, tolerance: 1e-15 }
      using fit = await cpd(T, options)
      using again = await fit.transform(T)
      const wanted = fit.factors[2]?.toArray() ?? []
      for (const [at, value] of again.toArray().entries()) expect(Math.abs(value - wanted[at])).toBeLessThan(1e-6)
      // Slices one by one get the same rows, whatever the shape that they come in.
      const two = T.toNested().map((slab) => (slab as number[][]).map((row) => row.slice(0, 2)))
      using few = fit.transformSync(two)
      expect(few.shape).toEqual([2, 3])
      for (const [at, value] of few.toArray().entries())
        expect(Math.abs(value - again.toArray()[at])).toBeLessThan(1e-12)
    },
  )

  test('transform keeps the penalty', async () => {
    const T = randomTensor([6, 5, 7], true, 8)
    using fit = await cpd(T, { rank: 3, l2: 0.5, seed: 4, backend, maxIterations: 2000, tolerance: 1e-15 })
    using again = fit.transformSync(T)
    const wanted = fit.factors[2]?.toArray() ?? []
    for (const [at, value] of again.toArray().entries()) expect(Math.abs(value - wanted[at])).toBeLessThan(1e-5)
  })

  test('the fast mode: the same fit within rounding', async () => {
    const T = randomTensor([9, 8, 10], true, 12)
    const options = { rank: 3, nonnegative: true, seed: 4, backend, maxIterations: 30, tolerance: 0 } as const
    using ours = await cpd(T, options)
    using fast = await cpd(T, { ...options, numerics: 'fast' })
    expect(fast.numerics).toBe('fast')
    expect(Math.abs(fast.loss - ours.loss)).toBeLessThan(1e-9 * ours.loss)
  })

  test('components that are far from independent: the loss never rises in closed form', async () => {
    // A constant tensor in seven components: the Gram matrices are singular, and stay so.
    const T = { data: new Float64Array(150).fill(1), shape: [6, 5, 5] }
    for (const nonnegative of [false, [true, true, false]]) {
      using fit = await cpd(T, { rank: 7, nonnegative, init: 'svd', seed: 2, backend, maxIterations: 60, tolerance: 0 })
      for (const [i, { loss }] of fit.history.entries()) {
        if (i > 0) expect(loss).toBeLessThanOrEqual((fit.history[i - 1]?.loss ?? 0) + 1e-13)
      }
      expect(fit.loss).toBeLessThan(1e-12)
    }
  })

  test('float32', async () => {
    const truth = drawFactors([7, 8, 9], 3, true, 30)
    const T = composed(truth)
    const single = Tensor.from(T, { precision: 'float32' })
    using fit = await cpd(single, { rank: 3, nonnegative: true, seed: 1, backend, maxIterations: 500, tolerance: 1e-9 })
    expect(fit.factors.every(({ precision }) => precision === 'float32')).toBe(true)
    expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(1e-4)
    expect(fit.reconstruct().precision).toBe('float32')
    expect(fit.transformSync(T).precision).toBe('float32')
  })

  test('nothing and almost nothing', async () => {
    using zero = await cpd({ data: new Float64Array(60), shape: [3, 4, 5] }, { rank: 2, seed: 1, backend })
    expect(zero.loss).toBe(0)
    expect([...zero.weights]).toEqual([0, 0])
    using one = await cpd([[[3]]], { rank: 1, seed: 1, nonnegative: true, backend })
    expect(one.weights[0]).toBeCloseTo(3, 12)
    using low = await cpd(composed(drawFactors([5, 6, 4], 1, true, 3)), { rank: 3, init: 'svd', seed: 1, backend })
    expect(low.loss).toBeLessThan(1e-12)
  })

  test('the sync twin gives the same numbers, and nothing is left of either', async () => {
    const before = await liveMatrices(backend)
    const T = randomTensor([4, 5, 6], true, 9)
    const factors = drawFactors([4, 5, 6], 2, true, 10)
    const options = { rank: 2, nonnegative: true, seed: 5, backend, maxIterations: 10, init: { factors } }
    const fits = [await cpd(T, options), cpdSync(T, options)]
    expect(rowsOf(fits[1] as CPDFit)).toEqual(rowsOf(fits[0] as CPDFit))
    for (const fit of fits) {
      fit.reconstruct().dispose()
      fit.transformSync(T).dispose()
      fit.dispose()
    }
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('an abort rejects with its reason, or returns the fit so far', async () => {
    const T = randomTensor([4, 5, 6], true, 9)
    const controller = new AbortController()
    const onProgress = ({ iteration }: { iteration: number }) => iteration === 2 && controller.abort('enough')
    const options = { rank: 2, seed: 5, backend, tolerance: 0, signal: controller.signal, onProgress } as CPDOptions
    using fit = await cpd(T, { ...options, onAbort: 'return' })
    expect(fit).toMatchObject({ stoppedBy: 'abort' })
    expect(fit.history).toHaveLength(3)
    await expect(cpd(T, options)).rejects.toBe('enough')
  })
})

interface Published {
  shape: number[]
  rank: number
  nonnegative: boolean
  data: number[]
  start: Rows[]
  iterations: number[]
  losses: number[]
}
const published: Published[] = JSON.parse(readFileSync(new URL('../fixtures/cpd.json', import.meta.url), 'utf8'))

describe('the objective of TensorLy from the same start', () => {
  test.each(published)('$shape, rank $rank, nonnegative $nonnegative', (problem) => {
    const { shape, rank, nonnegative, data, start, iterations, losses } = problem
    for (const [k, maxIterations] of iterations.entries()) {
      const solver = nonnegative ? 'auto' : 'als'
      const settings = { rank, nonnegative, solver, maxIterations, tolerance: 0, init: { factors: start } } as const
      using fit = cpdSync({ data, shape }, settings)
      const theirs = losses[k] as number
      if (nonnegative) expect(fit.loss).toBeLessThan(theirs * (1 + 1e-6))
      else expect(Math.abs(fit.loss - theirs)).toBeLessThan(1e-9 * theirs)
    }
  })
})

describe('gradients', () => {
  test.each([[[5, 6]], [[3, 4, 5]], [[6, 2, 3]], [[3, 2, 4, 3]], [[2, 3, 2, 3, 2]]])('%j', async (shape) => {
    const backend = await loadBackend('native')
    const arena = new Arena(backend, 64)
    const l2 = 0.4
    const problem = cpdProblem({ shape, nonnegative: shape.map(() => false), l2 })
    const T = randomTensor(shape, false, 11)
    const factors = drawFactors(shape, 3, false, 12)
    const objective = () =>
      tensorLoss(T.data, factors) + 0.5 * l2 * factors.reduce((sum, factor) => sum + normSquared(factor), 0)
    try {
      const expressions = new Expressions(arena, 'left')
      expressions.define('X', upload(arena, ...foldedShape(shape), T.data))
      for (const [mode, factor] of factors.entries()) {
        expressions.define(`A${mode + 1}`, upload(arena, factor.length, 3, flat(factor)))
      }
      for (const [mode, block] of problem.blocks.entries()) {
        const expected = differences(objective, factors[mode])
        for (const [i, value] of assembledGradient(expressions, block).entries()) {
          expect(Math.abs(value - expected[i]), `A${mode + 1}[${i}]`).toBeLessThan(1e-7 * (1 + Math.abs(expected[i])))
        }
      }
    } finally {
      arena.release(backend.epoch)
    }
  })
})
