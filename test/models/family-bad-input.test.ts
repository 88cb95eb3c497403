import { DeepMFError } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { type BadInput, badData, badOptions, good, negativeData } from '../support/bad-input.js'
import { FAMILY } from './family/index.js'
import { type ModelCase, runModel } from './family/model-case.js'

const ranks: BadInput[] = [
  { what: 'no rank', options: { rank: undefined }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 0', options: { rank: 0 }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 1.5', options: { rank: 1.5 }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank in words', options: { rank: '2' }, code: 'ERR_RANK', option: 'rank' },
]

const casesOf = (model: ModelCase): BadInput[] => [
  ...badData,
  ...(model.signed ? [] : negativeData),
  ...badOptions,
  ...('rank' in model.options ? ranks : []),
  ...model.badInput,
]

describe.each(backends)('bad input on %s', (backend) => {
  // One test for all that a model refuses: what is left behind is counted once, for counting takes garbage collections.
  test.each(FAMILY)('$name', async (model) => {
    const before = await liveMatrices(backend)
    const onProgress = () => expect.unreachable('work was done')
    const defaults = { ...model.options, ...('rank' in model.options ? { rank: 2 } : {}) }
    for (const { what, data, options, code, option, says } of casesOf(model)) {
      const input = what === 'nothing' ? undefined : (data ?? good)
      const error: unknown = await runModel(model, input as never, {
        backend,
        onProgress,
        ...defaults,
        ...options,
      }).then(
        () => expect.unreachable(`${what} was accepted`),
        (reason: unknown) => reason,
      )
      expect(error, what).toBeInstanceOf(DeepMFError)
      expect(error, what).toMatchObject(option === undefined ? { code } : { code, option })
      if (says !== undefined) expect((error as Error).message).toMatch(says)
      expect((error as Error).message.length, what).toBeLessThan(400)
    }
    expect(await liveMatrices(backend)).toBe(before)
  })
})
