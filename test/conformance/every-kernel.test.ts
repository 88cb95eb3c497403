import { type BackendName, loadBackend } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { KERNEL_NAMES, type Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { backends } from '../support/backends.ts'
import { calls } from './calls/index.js'

// One small call of every kernel on every backend: that it is there, takes its arguments and gives the same numbers.

/** Calls one kernel and leaves no matrix behind. */
async function outcome(backend: BackendName, name: keyof Kernels): Promise<unknown> {
  const { kernels } = await loadBackend(backend)
  const made: number[] = []
  const before = kernels.liveMatrices()
  const result = calls[name](kernels, (rows, cols, ...numbers) => {
    const id =
      numbers.length === 0 ? kernels.allocate(rows, cols, 64) : kernels.upload64(rows, cols, Float64Array.from(numbers))
    made.push(id)
    return id
  })
  for (const id of made) kernels.release(id)
  expect(kernels.liveMatrices()).toBe(before)
  return result
}

describe('every kernel can be called and gives the same numbers', () => {
  const [first, ...others] = backends
  test.each(KERNEL_NAMES)('%s', async (name) => {
    const expected = await outcome(first as BackendName, name)
    for (const backend of others) expect(await outcome(backend, name), backend).toEqual(expected)
  })
})
