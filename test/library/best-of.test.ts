import { bestOf, bestOfSync, type NMFFit, nmf, nmfSync } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { lowRankRows } from '../support/random.js'

const X = lowRankRows(20, 30, 6, 3)
const options = { rank: 6, maxIterations: 15, tolerance: 0 } as const

describe.each(backends)('bestOf on %s', (backend) => {
  test('keeps the fit with the smallest loss, whose seed gives it again', async () => {
    const before = await liveMatrices(backend)
    const seen: number[] = []
    const best = await bestOf(6, (seed) => nmf(X, { ...options, seed, backend }), {
      seed: 5,
      onProgress: ({ run, runs, loss, best: least }) => {
        expect([run, runs]).toEqual([seen.length, 6])
        seen.push(loss)
        expect(least).toBe(Math.min(...seen))
      },
    })
    expect(best.losses).toEqual(seen)
    expect(new Set(best.losses).size).toBe(6)
    expect(best.fit.loss).toBe(Math.min(...best.losses))
    expect(best.losses[best.run]).toBe(best.fit.loss)
    const again = nmfSync(X, { ...options, seed: best.seeds[best.run] as number, backend })
    expect(again.W.toArray()).toEqual(best.fit.W.toArray())
    again.dispose()
    // The losers are gone: what is left are the two factors of the winner.
    expect(await liveMatrices(backend)).toBe(before + 2)
    best.fit.dispose()
  })

  test('is the same at once, and begins with the runs of fewer', async () => {
    const sync = bestOfSync(4, (seed) => nmfSync(X, { ...options, seed, backend }), { seed: 5 })
    const long = await bestOf(6, (seed) => nmf(X, { ...options, seed, backend }), { seed: 5 })
    expect(sync.losses).toEqual(long.losses.slice(0, 4))
    expect(sync.seeds).toEqual(long.seeds.slice(0, 4))
    const other = bestOfSync(4, (seed) => nmfSync(X, { ...options, seed, backend }), { seed: 6 })
    expect(other.seeds.filter((seed) => long.seeds.includes(seed))).toEqual([])
  })

  test('an abort, and a fit that fails, leave nothing behind', async () => {
    const before = await liveMatrices(backend)
    const controller = new AbortController()
    const aborted = bestOf(9, (seed) => nmf(X, { ...options, seed, backend }), {
      signal: controller.signal,
      onProgress: ({ run }) => run === 2 && controller.abort(new Error('enough')),
    })
    await expect(aborted).rejects.toThrow('enough')
    const failing = (seed: number, run: number): Promise<NMFFit> => {
      if (run === 2) throw new Error('no fit')
      return nmf(X, { ...options, seed, backend })
    }
    await expect(bestOf(5, failing)).rejects.toThrow('no fit')
    const unmeasured = bestOf(3, (seed) => nmf(X, { ...options, seed, backend }), { loss: () => Number.NaN })
    await expect(unmeasured).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', option: 'loss' })
    expect(await liveMatrices(backend)).toBe(before)
  })
})

test('what is small is for the caller to say, and equal losses go to the first', () => {
  const values = [3, 1, 4, 1, 5]
  const found = bestOfSync(5, (_, run) => ({ value: values[run] as number, run }), { loss: ({ value }) => value })
  expect(found).toMatchObject({ run: 1, losses: values, fit: { run: 1 } })
  expect(bestOfSync(2, (seed) => ({ loss: seed })).seed).toBeGreaterThanOrEqual(0)
  for (const seed of found.seeds) expect(Number.isSafeInteger(seed) && seed >= 0).toBe(true)
})

test.each<[string, unknown, unknown, unknown, string]>([
  ['no runs', 0, () => ({ loss: 1 }), {}, 'runs'],
  ['half a run', 1.5, () => ({ loss: 1 }), {}, 'runs'],
  ['no function', 2, 7, {}, 'fit'],
  ['a seed in words', 2, () => ({ loss: 1 }), { seed: 'one' }, 'seed'],
  ['no function for the loss', 2, () => ({ loss: 1 }), { loss: 1 }, 'loss'],
  ['no function for progress', 2, () => ({ loss: 1 }), { onProgress: 1 }, 'onProgress'],
  ['a signal where nothing waits', 2, () => ({ loss: 1 }), { signal: new AbortController().signal }, 'signal'],
  ['a fit without a loss', 2, () => ({}), {}, 'loss'],
])('refused: %s', (_, runs, fit, given, option) => {
  expect(() => bestOfSync(runs as number, fit as () => { loss: number }, given as object)).toThrow(
    expect.objectContaining({ option }),
  )
})
