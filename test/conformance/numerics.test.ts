import { readFileSync } from 'node:fs'
import {
  type BackendName,
  backendReport,
  deepMF,
  type Kernels,
  loadBackend,
  Matrix,
  multilayerNMF,
  type NMFFit,
  nmf,
  nmfSync,
} from 'deepmf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { lowRankRows, uniformRows } from '../support/random.js'
import { outputsOf } from './support/fits.js'
import { openOtherModule } from './support/lanes.js'
import { type Bits, Memory } from './support/memory.js'
import { bits, inner, order, scale, seed } from './support/sizes.js'
import { values } from './support/values.js'

// The fast mode: near the reproducible one by the documented bound, the same from run to run, and gone when it is left.

const other = await openOtherModule()
const sides: [string, Kernels][] = [
  ...(await Promise.all(backends.map(async (name): Promise<[string, Kernels]> => [name, await kernelsOf(name)]))),
  [other.name, other.kernels],
]

async function kernelsOf(name: BackendName): Promise<Kernels> {
  return (await loadBackend(name)).kernels
}

const EPSILON = { 64: 2 ** -52, 32: 2 ** -23 }

function inMode<T>(kernels: Kernels, name: 'fast' | 'reproducible', work: () => T): T {
  kernels.setNumerics(name)
  try {
    return work()
  } finally {
    kernels.setNumerics('reproducible')
  }
}

/** What a computation gives in a fast stretch between two reproducible ones, and in another fast one. */
function fourTimes(kernels: Kernels, compute: () => Float64Array) {
  const reproducible = compute()
  const fast = inMode(kernels, 'fast', compute)
  const again = inMode(kernels, 'fast', compute)
  const afterwards = compute()
  expect(again).toEqual(fast)
  expect(afterwards).toEqual(reproducible)
  return { reproducible, fast }
}

interface Product {
  m: number
  n: number
  k: number
  transA: boolean
  transB: boolean
  alpha: number
  beta: number
  seed: number
  bits: Bits
}

const product = fc.record<Product>({
  m: order,
  n: order,
  k: inner,
  transA: fc.boolean(),
  transB: fc.boolean(),
  alpha: scale,
  beta: scale,
  seed,
  bits,
})

const gemm =
  (kernels: Kernels) =>
  ({ m, n, k, transA, transB, alpha, beta, seed, bits }: Product) => {
    const numbers = (count: number, stream: number) => values(count, 'signed', seed + stream, bits)
    const [a, b, old] = [numbers(m * k, 0), numbers(k * n, 1), numbers(m * n, 2)]
    const memory = new Memory(kernels, bits)
    try {
      const [left, right] = [
        transA ? memory.matrix(k, m, a) : memory.matrix(m, k, a),
        transB ? memory.matrix(n, k, b) : memory.matrix(k, n, b),
      ]
      const { reproducible, fast } = fourTimes(kernels, () => {
        const c = memory.matrix(m, n, old)
        kernels.gemm(c, transA, transB, alpha, left, right, beta)
        return Float64Array.from(memory.read(c))
      })
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let size = Math.abs(beta * at(old, i * n + j))
          for (let p = 0; p < k; p++) {
            const [x, y] = [at(a, transA ? p * m + i : i * k + p), at(b, transB ? j * k + p : p * n + j)]
            size += Math.abs(alpha * x * y)
          }
          const difference = Math.abs(at(fast, i * n + j) - at(reproducible, i * n + j))
          if (difference > 1.01 * (k + 2) * EPSILON[bits] * size) {
            throw new Error(`c[${i}, ${j}] is off by ${difference} where the sizes add up to ${size}`)
          }
        }
      }
    } finally {
      memory.release()
    }
  }

const at = (numbers: ArrayLike<number>, i: number) => numbers[i] as number

describe.each(sides)('kernels in the fast mode: %s', (_, kernels) => {
  test('the mode is what was set, and a wrong name is refused', () => {
    expect(kernels.numerics()).toBe('reproducible')
    inMode(kernels, 'fast', () => {
      expect(kernels.numerics()).toBe('fast')
      const refused = expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' })
      for (const name of ['Fast', '', 'exact']) {
        expect(() => kernels.setNumerics(name as 'fast')).toThrowError(refused)
      }
      expect(kernels.numerics()).toBe('fast')
    })
    expect(kernels.numerics()).toBe('reproducible')
  })

  test('products keep the bound, and reproducible ones keep their bits', () => {
    fc.assert(fc.property(product, gemm(kernels)), { seed: 1, numRuns: 40, includeErrorInReport: true })
  })

  test('a Gram matrix and a residual', () => {
    const memory = new Memory(kernels, 64)
    const a = memory.matrix(49, 700, values(49 * 700, 'unit', 1, 64))
    const [w, s] = [
      memory.matrix(700, 9, values(6300, 'unit', 2, 64)),
      memory.matrix(49, 9, values(441, 'signed', 3, 64)),
    ]
    const results = fourTimes(kernels, () => {
      const c = memory.zeros(49, 49)
      kernels.gram(c, a, false, 1, 0)
      return Float64Array.of(...(memory.read(c) as Float64Array), kernels.residualSquared(s, a, w))
    })
    memory.release()
    // All products are positive, so a relative error is one of the bound.
    results.fast.forEach((x, i) => {
      expect(Math.abs(x / at(results.reproducible, i) - 1)).toBeLessThan(2.02 * 1402 * EPSILON[64])
    })
    const columns = Array.from({ length: 49 }, (_, i) => i)
    for (const i of columns) for (const j of columns) expect(results.fast[i * 49 + j]).toBe(results.fast[j * 49 + i])
  })
})

test('who serves the fast mode', async () => {
  const kernels = await kernelsOf('native')
  expect(kernels.fastLibrary()).toMatch(/^(openblas \d+\.\d+|accelerate$|gemm$)/)
  expect((await kernelsOf('js')).fastLibrary()).toBe('none')
  expect(new Set([other.kernels.fastLibrary(), (await kernelsOf('wasm')).fastLibrary()])).toEqual(
    new Set(['relaxed-simd', 'none']),
  )
  expect(backendReport().backends[0]).toMatchObject({ name: 'native', fastLibrary: kernels.fastLibrary() })
})

test.skipIf(process.platform !== 'linux')('the addon brings its library with it', async () => {
  await loadBackend('native')
  const mapped = readFileSync('/proc/self/maps', 'utf8')
  expect(mapped).toMatch(/deepmf[^/]*\.node$/m)
  expect(mapped).not.toMatch(/openblas[^/]*\.so|gfortran|gomp/)
})

const X = Matrix.from(lowRankRows(60, 90, 6, 1))
const few = { rank: 6, seed: 3, maxIterations: 10, tolerance: 0 }

/** The largest difference, relative to the largest number. */
function distance(a: Matrix, b: Matrix): number {
  const [x, y] = [a.toArray(), b.toArray()]
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - at(y, i))), 0) / largest
}

describe.each(backends)('fits in the fast mode: %s', (backend) => {
  const on = backend === 'native' ? { backend, threads: 1 } : { backend }

  test.each(['hals', 'fpgd'] as const)('nmf by %s is near the reproducible one and the same again', async (solver) => {
    const reproducible = await nmf(X, { ...few, ...on, solver })
    const fast = await nmf(X, { ...few, ...on, solver, numerics: 'fast' })
    const again = nmfSync(X, { ...few, ...on, solver, numerics: 'fast' })
    expect([reproducible.numerics, fast.numerics, again.numerics]).toEqual(['reproducible', 'fast', 'fast'])
    expect(outputsOf(again)).toEqual(outputsOf(fast))
    // The problem is well-conditioned: ten iterations enlarge a rounding error by some hundreds.
    expect(distance(fast.W, reproducible.W)).toBeLessThan(1e-10)
    expect(distance(fast.H, reproducible.H)).toBeLessThan(1e-10)
    expect(Math.abs(fast.loss / reproducible.loss - 1)).toBeLessThan(1e-10)
    expect(distance(fast.reconstruct(), reproducible.reconstruct())).toBeLessThan(1e-10)
    const more = uniformRows(60, 20, 5)
    const [a, b] = [await fast.transform(more), fast.transformSync(more)]
    expect(a.toArray()).toEqual(b.toArray())
    // It ends when the loss changes by less than 1e-12 of itself, which says half as many digits of where it ends.
    expect(distance(a, await reproducible.transform(more))).toBeLessThan(1e-5)
    for (const fit of [reproducible, fast, again]) fit.dispose()
  })

  test('deep models', async () => {
    const deep = { ranks: [12, 5], seed: 3, maxIterations: 5, tolerance: 0, ...on }
    for (const model of [multilayerNMF, deepMF]) {
      const reproducible = await model(X, deep)
      const fast = await model(X, { ...deep, numerics: 'fast' })
      expect(fast.numerics).toBe('fast')
      expect(Math.abs(fast.loss / reproducible.loss - 1)).toBeLessThan(1e-8)
      expect(distance(fast.reconstruct(), reproducible.reconstruct())).toBeLessThan(1e-7)
      fast.dispose()
      reproducible.dispose()
    }
  })

  test('fits at the same time have modes of their own, and what is called between two steps is reproducible', async () => {
    const { kernels } = await loadBackend(backend)
    const alone = await nmf(X, { ...few, ...on })
    const seen: string[] = []
    const onProgress = () => seen.push(kernels.numerics())
    const [reproducible, fast] = await Promise.all([
      nmf(X, { ...few, ...on, onProgress }),
      nmf(X, { ...few, ...on, numerics: 'fast', onProgress }),
    ])
    expect(seen).toHaveLength(22)
    expect(new Set(seen)).toEqual(new Set(['reproducible']))
    expect(outputsOf(reproducible)).toEqual(outputsOf(alone))
    fast.reconstruct()
    expect(kernels.numerics()).toBe('reproducible')
  })

  test('a fit that fails leaves no mode behind', async () => {
    const { kernels } = await loadBackend(backend)
    const failing: Promise<NMFFit> = nmf(X, {
      ...few,
      ...on,
      numerics: 'fast',
      onProgress: () => {
        throw new Error('enough')
      },
    })
    await expect(failing).rejects.toThrow('enough')
    expect(kernels.numerics()).toBe('reproducible')
  })
})
