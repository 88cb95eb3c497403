import { DeepMFError, deepMF, Matrix, multilayerNMF, nmf } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { uniformRows } from '../support/random.js'

const good = uniformRows(4, 6, 41)
const withCell = (value: unknown) => good.map((row, i) => row.map((x, j) => (i === 1 && j === 2 ? value : x)))
const times = (scale: number) => good.map((row) => row.map((x) => x * scale))

interface Case {
  what: string
  data?: unknown
  options: Record<string, unknown>
  code: string
  option?: string
  says?: RegExp
}

const data: Case[] = [
  { what: 'NaN', data: withCell(Number.NaN), options: {}, code: 'ERR_NOT_FINITE', says: /NaN/ },
  { what: 'infinity', data: withCell(Number.POSITIVE_INFINITY), options: {}, code: 'ERR_NOT_FINITE', says: /Infinity/ },
  { what: 'a negative entry', data: withCell(-3), options: {}, code: 'ERR_NEGATIVE', says: /-3/ },
  { what: 'a word', data: withCell('three'), options: {}, code: 'ERR_INVALID_MATRIX', says: /three/ },
  { what: 'ragged rows', data: [[1, 2], [3]], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'no rows', data: [], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'empty rows', data: [[], []], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a wrong length', data: { data: [1, 2, 3], shape: [2, 2] }, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'nothing', data: undefined, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a number', data: 7, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a huge scale', data: times(1e300), options: {}, code: 'ERR_SCALE' },
  { what: 'a tiny scale', data: times(1e-300), options: {}, code: 'ERR_SCALE' },
]

const common: Case[] = [
  {
    what: 'inner steps for a solver that chooses them',
    options: { solver: 'auto', innerSteps: 3 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
    says: /chooses them/,
  },
  { what: 'an unknown option', options: { itterations: 3 }, code: 'ERR_UNKNOWN_OPTION', option: 'itterations' },
  { what: 'a near miss', options: { maxIteration: 3 }, code: 'ERR_UNKNOWN_OPTION', says: /maxIterations/ },
  { what: 'no iterations', options: { maxIterations: 0 }, code: 'ERR_INVALID_OPTION', option: 'maxIterations' },
  { what: 'half an iteration', options: { maxIterations: 1.5 }, code: 'ERR_INVALID_OPTION', option: 'maxIterations' },
  { what: 'a negative tolerance', options: { tolerance: -1 }, code: 'ERR_INVALID_OPTION', option: 'tolerance' },
  { what: 'NaN as tolerance', options: { tolerance: Number.NaN }, code: 'ERR_INVALID_OPTION', option: 'tolerance' },
  { what: 'no time', options: { maxSeconds: 0 }, code: 'ERR_INVALID_OPTION', option: 'maxSeconds' },
  { what: 'a negative seed', options: { seed: -1 }, code: 'ERR_INVALID_OPTION', option: 'seed' },
  { what: 'a huge seed', options: { seed: 2 ** 53 }, code: 'ERR_INVALID_OPTION', option: 'seed' },
  { what: 'a seed in words', options: { seed: '7' }, code: 'ERR_INVALID_OPTION', option: 'seed', says: /"7"/ },
  {
    what: 'inner steps for a solver that is exact',
    options: { solver: 'bpp', innerSteps: 3 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
  },
  {
    what: 'an inner tolerance for a solver that has none',
    options: { solver: 'pgd', innerTolerance: 0.1 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerTolerance',
  },
  {
    what: 'an inner tolerance of one',
    options: { solver: 'hals', innerTolerance: 1 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerTolerance',
  },
  {
    what: 'an order for a solver that has none',
    options: { solver: 'admm', order: 'random' },
    code: 'ERR_INVALID_OPTION',
    option: 'order',
  },
  {
    what: 'an unknown order',
    options: { solver: 'hals', order: 'backwards' },
    code: 'ERR_INVALID_OPTION',
    option: 'order',
  },
  {
    what: 'a closed form for factors in a set',
    options: { solver: 'als' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
  },
  { what: 'an unknown solver', options: { solver: 'magic' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  {
    what: 'no inner steps',
    options: { solver: 'hals', innerSteps: 0 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
  },
  { what: 'no threads', options: { threads: 0 }, code: 'ERR_INVALID_OPTION', option: 'threads' },
  {
    what: 'unknown numerics',
    options: { numerics: 'exact' },
    code: 'ERR_INVALID_OPTION',
    option: 'numerics',
    says: /'fast'/,
  },
  { what: 'no function', options: { onProgress: 1 }, code: 'ERR_INVALID_OPTION', option: 'onProgress' },
  { what: 'no signal', options: { signal: {} }, code: 'ERR_INVALID_OPTION', option: 'signal' },
  { what: 'an unknown backend', options: { backend: 'gpu' }, code: 'ERR_INVALID_OPTION', option: 'backend' },
  { what: 'an unknown start', options: { init: 'svd' }, code: 'ERR_INVALID_OPTION', option: 'init' },
  {
    what: 'a set that does not exist',
    options: { normalisation: 'x' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
  },
]

const tooSmall = { W: good.map(([a, b]) => [a * 1e-312, b * 1e-312]), H: [good[0], good[1]] }

const single: Case[] = [
  { what: 'no rank', options: { rank: undefined }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 0', options: { rank: 0 }, code: 'ERR_RANK', option: 'rank', says: /received 0.*1 to 4/ },
  { what: 'rank 1.5', options: { rank: 1.5 }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 5 of 4 x 6', options: { rank: 5 }, code: 'ERR_RANK', option: 'rank', says: /received 5/ },
  { what: 'rank in words', options: { rank: '2' }, code: 'ERR_RANK', option: 'rank' },
  { what: 'a start of another shape', options: { init: { W: good, H: good } }, code: 'ERR_SHAPE', option: 'init.W' },
  { what: 'a start of a tiny scale', options: { init: tooSmall }, code: 'ERR_SCALE', option: 'init.W' },
  {
    what: 'a start with a negative entry',
    options: { init: { W: good.map(([a]) => [a, -1]), H: [good[0], good[1]] } },
    code: 'ERR_NEGATIVE',
  },
]

const deep: Case[] = [
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

const deepOnly: Case[] = [
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

type Fit = (data: never, options: never) => Promise<unknown>
const models: { name: string; fit: Fit; defaults: Record<string, unknown>; cases: Case[] }[] = [
  { name: 'nmf', fit: nmf, defaults: { rank: 2 }, cases: [...data, ...common, ...single] },
  { name: 'multilayerNMF', fit: multilayerNMF, defaults: { ranks: [3, 2] }, cases: [...data, ...common, ...deep] },
  { name: 'deepMF', fit: deepMF, defaults: { ranks: [3, 2] }, cases: [...data, ...common, ...deep, ...deepOnly] },
]

describe.each(backends)('bad input on %s', (backend) => {
  describe.each(models)('$name', ({ fit, defaults, cases }) => {
    test.each(cases)('$what: $code', async ({ data: bad, options, code, option, says, what }) => {
      const before = await liveMatrices(backend)
      const onProgress = () => expect.unreachable('work was done')
      const input = what === 'nothing' ? undefined : (bad ?? good)
      const error = await fit(input as never, { backend, onProgress, ...defaults, ...options } as never).then(
        () => expect.unreachable('it was accepted'),
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(DeepMFError)
      expect(error).toMatchObject(option === undefined ? { code } : { code, option })
      if (says !== undefined) expect((error as Error).message).toMatch(says)
      expect((error as Error).message.length).toBeLessThan(400)
      expect(await liveMatrices(backend)).toBe(before)
    })
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
