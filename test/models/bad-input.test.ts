import { DeepMFError, deepMF, Matrix, multilayerNMF, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import {
  type BadInput,
  badData,
  badOptions,
  good,
  negativeData,
  times,
  unknownStart,
  withCell,
} from '../support/bad-input.js'
import { uniformRows } from '../support/random.js'
import { refusesAll } from '../support/refuses-all.js'

const twoFactors: BadInput[] = [
  unknownStart,
  {
    what: 'a set that does not exist',
    options: { normalisation: 'x' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
  },
  {
    what: 'a closed form for factors in a set',
    options: { solver: 'als' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
  },
]

const deep: BadInput[] = [
  { what: 'rank for ranks', options: { ranks: undefined, rank: [3, 2] }, code: 'ERR_UNKNOWN_OPTION', says: /'ranks'/ },
  { what: 'no ranks', options: { ranks: undefined }, code: 'ERR_RANK', option: 'ranks' },
  { what: 'no layers', options: { ranks: [] }, code: 'ERR_RANK', option: 'ranks' },
  { what: 'rank 0 in layer 2', options: { ranks: [3, 0] }, code: 'ERR_RANK', option: 'ranks[1]' },
  { what: 'growing ranks', options: { ranks: [2, 3] }, code: 'ERR_RANK', option: 'ranks[1]' },
  { what: 'a rank above min(m, n)', options: { ranks: [5, 2] }, code: 'ERR_RANK', option: 'ranks[0]' },
  {
    what: 'a direction that does not exist',
    options: { decompose: 'both' },
    code: 'ERR_INVALID_OPTION',
    option: 'decompose',
  },
  {
    what: 'a normalisation of the other direction',
    options: { decompose: 'features', normalisation: 'W-rows' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
    says: /H-columns/,
  },
  { what: 'too few starts', options: { init: [{ W: good, H: good }] }, code: 'ERR_INVALID_OPTION', option: 'init' },
]

const deepOnly: BadInput[] = [
  { what: 'a loss that does not exist', options: { loss: 'l2' }, code: 'ERR_INVALID_OPTION', option: 'loss' },
  { what: 'too few weights', options: { layerWeights: [1] }, code: 'ERR_INVALID_OPTION', option: 'layerWeights' },
  { what: 'a zero weight', options: { layerWeights: [1, 0] }, code: 'ERR_INVALID_OPTION', option: 'layerWeights[1]' },
  {
    what: 'weights for one term',
    options: { loss: 'global', layerWeights: [1, 2] },
    code: 'ERR_INVALID_OPTION',
    option: 'layerWeights',
  },
  {
    what: 'a balance of one term',
    options: { loss: 'trigeorgis', balance: 2 },
    code: 'ERR_INVALID_OPTION',
    option: 'balance',
  },
  {
    what: 'a balance of given weights',
    options: { layerWeights: [1, 2], balance: 2 },
    code: 'ERR_INVALID_OPTION',
    option: 'balance',
  },
  {
    what: 'a set for factors that are products',
    options: { loss: 'global', normalisation: 'W-columns' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
    says: /H-columns/,
  },
  { what: 'a zero balance', options: { balance: 0 }, code: 'ERR_INVALID_OPTION', option: 'balance' },
  {
    what: 'HALS for sandwiched blocks',
    options: { solver: 'hals', loss: 'data-centric', normalisation: 'none' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
  },
]

const all = [...badData, ...negativeData, ...badOptions, ...twoFactors]

type Fit = (data: never, options: never) => Promise<unknown>
const models: { name: string; fit: Fit; defaults: Record<string, unknown>; cases: BadInput[] }[] = [
  { name: 'multilayerNMF', fit: multilayerNMF, defaults: { ranks: [3, 2] }, cases: [...all, ...deep] },
  { name: 'deepMF', fit: deepMF, defaults: { ranks: [3, 2] }, cases: [...all, ...deep, ...deepOnly] },
]

describe.each(backends)('bad input on %s', (backend) => {
  // One test for all that a model refuses: what is left behind is counted once, for counting takes garbage collections.
  test.each(models)('$name', async ({ fit, defaults, cases }) => {
    await refusesAll(backend, cases, (input, options) => fit(input as never, { ...defaults, ...options } as never))
  })

  test('no options at all', async () => {
    await expect(nmf(good, undefined as never)).rejects.toMatchObject({ code: 'ERR_RANK' })
    await expect(nmf(good, 3 as never)).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    await expect(deepMF(good, null as never)).rejects.toBeInstanceOf(DeepMFError)
  })

  test('new samples that do not fit the fit', async () => {
    const fit = await nmf(good, { rank: 2, backend, seed: 1 })
    await expect(fit.transform(uniformRows(5, 2, 1))).rejects.toMatchObject({ code: 'ERR_SHAPE' })
    await expect(fit.transform(withCell(-1) as number[][])).rejects.toMatchObject({ code: 'ERR_NEGATIVE' })
    const signal = AbortSignal.abort()
    expect(() => fit.transformSync(good, { signal } as never)).toThrow(expect.objectContaining({ option: 'signal' }))
    expect(() => Matrix.from(good, { precison: 'float32' } as never)).toThrow(/'precision'/)
    expect(() => Matrix.zeros(2, 2, null as never)).toThrow(DeepMFError)
    await expect(fit.transform(good, { rank: 3 } as never)).rejects.toMatchObject({ code: 'ERR_UNKNOWN_OPTION' })
    const single = Matrix.from(good, { precision: 'float32' })
    await expect(fit.transform(single)).rejects.toMatchObject({ code: 'ERR_PRECISION' })
  })

  test('scales at the ends of what is allowed give a right answer', async () => {
    for (const scale of [1e-95, 1e95]) {
      const fit = await nmf(times(scale), { rank: 4, backend, seed: 1, maxIterations: 200 })
      expect(fit.history.at(-1)?.layerErrors[0]).toBeLessThan(0.1)
      expect([...fit.W.toArray(), ...fit.H.toArray()].every(Number.isFinite)).toBe(true)
    }
  })
})
