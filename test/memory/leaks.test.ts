import { type BackendName, deepMF, loadBackend, Matrix, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { collectGarbage, collectUntil } from '../support/gc.js'
import { uniformRows } from '../support/random.js'

// A thousand fits, and what is left of them: nothing.

const FITS = 1000
const MIB = 2 ** 20
/** Far below what the factors alone would come to if they stayed, far above what the engine's own heap swings by. */
const ALLOWED_GROWTH = 48 * MIB

const small = uniformRows(12, 17, 1)
/** Wide, so that the factors of one fit take more than half a mebibyte and little time. */
const wide = Matrix.from(uniformRows(6, 20_000, 2))

const memoryOf = async (name: BackendName) => {
  const { kernels } = await loadBackend(name)
  return { matrices: kernels.liveMatrices(), bytes: kernels.liveBytes() }
}

/** One of several kinds of small fits. */
function fit(backend: BackendName, seed: number) {
  const run = { backend, seed, maxIterations: 2, tolerance: 0 }
  return seed % 4 === 0
    ? deepMF(small, { ranks: [5, 3], startIterations: 1, ...run })
    : nmf(small, { rank: 3, solver: seed % 4 === 1 ? 'fpgd' : 'hals', ...run })
}

/** The resident memory of the process once garbage is gone. */
async function resident(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return process.memoryUsage().rss
}

describe.each(backends)(`${FITS} fits on %s`, (backend) => {
  test('disposed of: the number of matrices and their bytes stay the same', async () => {
    const before = await memoryOf(backend)
    for (let seed = 0; seed < FITS; seed++) {
      const result = await fit(backend, seed)
      result.reconstruct().dispose()
      result.dispose()
      if (seed % 100 === 0) expect(await memoryOf(backend)).toEqual(before)
    }
    expect(await memoryOf(backend)).toEqual(before)
  })

  test('dropped: finalizers give everything back', async () => {
    const before = await memoryOf(backend)
    const { kernels } = await loadBackend(backend)
    const drop = async () => {
      for (let seed = 0; seed < FITS; seed++) await fit(backend, seed)
    }
    await drop()
    await collectUntil(() => kernels.liveMatrices() <= before.matrices)
    expect(await memoryOf(backend)).toEqual(before)
  })

  test('the memory of the process stays flat', async () => {
    const run = async (fits: number) => {
      for (let seed = 0; seed < fits; seed++) {
        const run = { backend, seed, maxIterations: 1, solver: 'hals', innerSteps: 1 } as const
        using result = await nmf(wide, { rank: 4, ...run })
        expect(result.H.cols).toBe(wide.cols)
      }
    }
    await run(50)
    const before = await resident()
    await run(backend === 'js' ? 200 : FITS)
    expect((await resident()) - before).toBeLessThan(ALLOWED_GROWTH)
  })
})
