import { describe, expect, test, vi } from 'vitest'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { FAMILY } from '../models/family/index.js'
import { runModelSync, settingsOf } from '../models/family/model-case.js'

// What a fit needs it takes once: thirty iterations make as many matrices as twenty do. Numbers that are uploaded, such as
// the r scales of an orthogonal factor, are not counted.

const run = { seed: 5, tolerance: 0, backend: 'native' } as const

/** The tuning of ncaa sets up a problem of one column for every epsilon that it tries; the thirty iterations try more. */
const models = FAMILY.filter(({ name }) => name !== 'ncaa')

describe.each(models)('$name', (model) => {
  test.each(settingsOf(model))('$name: an iteration makes no matrices', ({ X, options }) => {
    const made = (maxIterations: number) => {
      const allocate = vi.spyOn(Arena.prototype, 'allocate')
      const fit = runModelSync(model, X, { ...run, ...options, maxIterations })
      const count = allocate.mock.calls.length
      allocate.mockRestore()
      expect(fit.history).toHaveLength(maxIterations + 1)
      fit.dispose()
      return count
    }
    expect(made(20)).toBeGreaterThan(0)
    expect(made(30)).toBe(made(20))
  })
})
