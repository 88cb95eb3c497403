import { describe, test } from 'vitest'
import { backends } from '../support/backends.js'
import { type BadInput, badData, badOptions, negativeData } from '../support/bad-input.js'
import { refusesAll } from '../support/refuses-all.js'
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
  test.each(FAMILY)('$name', async (model) => {
    const defaults = { ...model.options, ...('rank' in model.options ? { rank: 2 } : {}) }
    await refusesAll(backend, casesOf(model), (input, options) =>
      runModel(model, input as never, { ...defaults, ...options }),
    )
  })
})
