import { deepMF, loadBackend, Matrix, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { uniformRows } from '../support/random.js'

// A kernel that fails by a defect of its own: the process lives, what was lost says so, and fits go on.

const rows = uniformRows(9, 14, 1)
const run = { rank: 3, seed: 1, maxIterations: 5, tolerance: 0 }
const panic = expect.objectContaining({ code: 'ERR_PANIC' })

describe.each(backends)('after a panic on %s', (backend) => {
  test('the next fit works, also on a matrix from before', async () => {
    const { kernels } = await loadBackend(backend)
    using X = Matrix.from(rows)
    using before = await nmf(X, { ...run, backend })
    const expected = before.W.toArray()
    expect(() => kernels.raisePanic()).toThrowError(panic)
    using after = await nmf(X, { ...run, backend })
    expect(after.W.toArray()).toEqual(expected)
  })

  test('factors that were nowhere else are an error with a code, not other numbers', async () => {
    const { kernels } = await loadBackend(backend)
    const fit = await nmf(rows, { ...run, backend })
    const known = fit.W.toArray()
    expect(() => kernels.raisePanic()).toThrowError(panic)
    // New matrices may get the ids of those that are lost.
    using other = await nmf(uniformRows(9, 14, 2), { ...run, backend })
    if (backend === 'native') expect(fit.W.toArray()).toEqual(known)
    else {
      expect(() => fit.W.toArray()).toThrowError(panic)
      expect(() => fit.reconstruct()).toThrowError(panic)
      await expect(fit.transform(rows)).rejects.toEqual(panic)
    }
    fit.dispose()
    expect(other.W.toArray()).toHaveLength(27)
  })

  test('a fit under way ends with the same error, and disturbs no other', async () => {
    const { kernels } = await loadBackend(backend)
    using alone = await nmf(rows, { ...run, backend })
    const expected = alone.W.toArray()
    let others: Promise<unknown> = Promise.resolve()
    const disturbed = deepMF(rows, {
      ranks: [3],
      backend,
      seed: 2,
      maxIterations: 20,
      tolerance: 0,
      startIterations: 0,
      onProgress: ({ iteration }) => {
        if (iteration !== 2) return
        expect(() => kernels.raisePanic()).toThrowError(panic)
        others = nmf(rows, { ...run, backend }).then((fit) => expect(fit.W.toArray()).toEqual(expected))
      },
    })
    if (backend === 'native') (await disturbed).dispose()
    else await expect(disturbed).rejects.toEqual(panic)
    await others
  })

  test('an aborted fit does not hand over what is lost', async () => {
    if (backend === 'native') return
    const { kernels } = await loadBackend(backend)
    const controller = new AbortController()
    const fit = nmf(rows, {
      ...run,
      backend,
      signal: controller.signal,
      onAbort: 'return',
      onProgress: ({ iteration }) => {
        if (iteration !== 1) return
        expect(() => kernels.raisePanic()).toThrowError(panic)
        controller.abort()
      },
    })
    await expect(fit).rejects.toEqual(panic)
  })
})
