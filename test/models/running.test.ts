import { deepMF, Matrix, multilayerNMF, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { uniformRows } from '../support/random.js'

const rows = uniformRows(20, 30, 31)
const ranks = [6, 3]

describe.each(backends)('running a fit on %s', (backend) => {
  test('an abort rejects with its reason and leaves nothing in memory', async () => {
    const before = await liveMatrices(backend)
    const controller = new AbortController()
    const reason = new Error('enough')
    const fit = deepMF(rows, {
      ranks,
      backend,
      seed: 1,
      tolerance: 0,
      maxIterations: 1e6,
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 3) controller.abort(reason)
      },
    })
    await expect(fit).rejects.toBe(reason)
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('a signal that is aborted already rejects before any work', async () => {
    const reason = new Error('too late')
    const onProgress = () => expect.unreachable()
    const fit = nmf(rows, { rank: 2, backend, signal: AbortSignal.abort(reason), onProgress })
    await expect(fit).rejects.toBe(reason)
  })

  test('an abort can also return the fit so far', async () => {
    const controller = new AbortController()
    const fit = await nmf(rows, {
      rank: 3,
      backend,
      seed: 1,
      tolerance: 0,
      onAbort: 'return',
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 5) controller.abort()
      },
    })
    expect(fit.stoppedBy).toBe('abort')
    expect(fit.history.at(-1)?.iteration).toBe(5)
    const five = await nmf(rows, { rank: 3, backend, seed: 1, tolerance: 0, maxIterations: 5 })
    expect(fit.W.toArray()).toEqual(five.W.toArray())
  })

  test('an aborted sequential fit returns the layers that it came to', async () => {
    const before = await liveMatrices(backend)
    const controller = new AbortController()
    const fit = await multilayerNMF(rows, {
      ranks,
      backend,
      seed: 1,
      tolerance: 0,
      onAbort: 'return',
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 2) controller.abort()
      },
    })
    expect(fit.stoppedBy).toBe('abort')
    expect(fit.layers).toHaveLength(1)
    const features = fit.features()
    expect(features.shape).toEqual([20, 6])
    features.dispose()
    fit.dispose()
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('factors given as arrays are gone when the fit is', async () => {
    const before = await liveMatrices(backend)
    const init = { W: uniformRows(20, 2, 1), H: uniformRows(2, 30, 2) }
    const fit = await nmf(rows, { rank: 2, backend, init, maxIterations: 2 })
    fit.dispose()
    expect(await liveMatrices(backend)).toBe(before)
    const onProgress = () => {
      throw new Error('from the caller')
    }
    await expect(nmf(rows, { rank: 2, backend, init, onProgress })).rejects.toThrow('from the caller')
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('stops by tolerance, by iterations and by time', async () => {
    const byTolerance = await nmf(rows, { rank: 3, backend, seed: 1, tolerance: 1e-3 })
    expect(byTolerance.stoppedBy).toBe('tolerance')
    const [a, b] = byTolerance.history.slice(-2).map(({ loss }) => loss)
    expect(a - b).toBeLessThanOrEqual(1e-3 * a)
    const byIterations = await nmf(rows, { rank: 3, backend, seed: 1, tolerance: 0, maxIterations: 4 })
    expect(byIterations.stoppedBy).toBe('iterations')
    expect(byIterations.history.map((p) => p.iteration)).toEqual([0, 1, 2, 3, 4])
    const byTime = await nmf(rows, { rank: 3, backend, seed: 1, tolerance: 0, maxIterations: 1e9, maxSeconds: 0.05 })
    expect(byTime.stoppedBy).toBe('time')
  })

  test('the event loop gets a turn after every iteration', async () => {
    let turns = 0
    const onProgress = () => void setImmediate(() => turns++)
    const fit = await nmf(rows, { rank: 4, backend, seed: 1, tolerance: 0, maxIterations: 20, onProgress })
    expect(turns).toBeGreaterThanOrEqual(fit.history.length - 1)
  })

  test('what the caller throws in onProgress comes out, and memory goes back', async () => {
    const before = await liveMatrices(backend)
    const error = new Error('from the caller')
    const onProgress = () => {
      throw error
    }
    await expect(multilayerNMF(rows, { ranks, backend, onProgress })).rejects.toBe(error)
    expect(await liveMatrices(backend)).toBe(before)
  })

  test('disposing of a fit gives all its memory back; using it afterwards is an error', async () => {
    const before = await liveMatrices(backend)
    const X = Matrix.from(rows)
    const fit = await deepMF(X, { ranks, backend, seed: 1, maxIterations: 3 })
    fit.reconstruct().dispose()
    fit.dispose()
    X.dispose()
    expect(await liveMatrices(backend)).toBe(before)
    expect(() => fit.layers[0].W.toArray()).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
    expect(() => fit.reconstruct()).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
    await expect(nmf(X, { rank: 2, backend })).rejects.toMatchObject({ code: 'ERR_DISPOSED' })
  })

  test('two fits at once do not disturb each other', async () => {
    const alone = await nmf(rows, { rank: 4, backend, seed: 2, maxIterations: 15, tolerance: 0 })
    const both = await Promise.all([
      nmf(rows, { rank: 4, backend, seed: 2, maxIterations: 15, tolerance: 0, threads: 1 }),
      deepMF(rows, { ranks, backend, seed: 3, maxIterations: 15, tolerance: 0, threads: 2 }),
    ])
    expect(both[0].W.toArray()).toEqual(alone.W.toArray())
  })
})
