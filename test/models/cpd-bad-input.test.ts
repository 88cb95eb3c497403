import { cpd, Matrix, Tensor } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import { type BadInput, badOptions } from '../support/bad-input.js'
import { refusesAll } from '../support/refuses-all.js'
import { drawFactors, randomTensor } from '../support/tensors.js'

const good = randomTensor([3, 4, 5], true, 41)
const withCell = (value: number) => ({ ...good, data: good.data.map((x, at) => (at === 27 ? value : x)) })
const disposed = Tensor.from(good)
disposed.dispose()
const factors = drawFactors([3, 4, 5], 2, false, 1)
const others = (k: number, factor: unknown) => factors.map((one, mode) => (mode === k ? factor : one))
const given = (init: unknown): Record<string, unknown> => ({ init })

const cases: BadInput[] = [
  { what: 'no rank', options: { rank: undefined }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 0', options: { rank: 0 }, code: 'ERR_RANK', option: 'rank' },
  { what: 'rank 1.5', options: { rank: 1.5 }, code: 'ERR_RANK', option: 'rank' },
  { what: 'a rank beyond that of any tensor', options: { rank: 13 }, code: 'ERR_RANK', option: 'rank', says: /12/ },
  { what: 'nothing', options: {}, code: 'ERR_INVALID_TENSOR', option: 'T' },
  { what: 'one mode', data: [1, 2, 3], options: {}, code: 'ERR_INVALID_TENSOR', option: 'T' },
  { what: 'a wrong length', data: { data: [1, 2], shape: [1, 1, 1] }, options: {}, code: 'ERR_INVALID_TENSOR' },
  { what: 'a Matrix', data: Matrix.from([[1, 2]]), options: {}, code: 'ERR_INVALID_TENSOR', option: 'T' },
  { what: 'a disposed tensor', data: disposed, options: {}, code: 'ERR_DISPOSED', option: 'T' },
  { what: 'NaN', data: withCell(Number.NaN), options: {}, code: 'ERR_NOT_FINITE', says: /\[1,1,2\] is NaN/ },
  { what: 'a huge scale', data: withCell(1e300), options: {}, code: 'ERR_SCALE', option: 'T' },
  {
    what: 'a negative entry where all factors are nonnegative',
    data: withCell(-3),
    options: { nonnegative: true },
    code: 'ERR_NEGATIVE',
    option: 'T',
    says: /\[1,1,2\] is -3/,
  },
  { what: 'a sign in words', options: { nonnegative: 'yes' }, code: 'ERR_INVALID_OPTION', option: 'nonnegative' },
  { what: 'too few signs', options: { nonnegative: [true] }, code: 'ERR_INVALID_OPTION', option: 'nonnegative' },
  {
    what: 'a sign of a mode in words',
    options: { nonnegative: [true, 1, false] },
    code: 'ERR_INVALID_OPTION',
    option: 'nonnegative[1]',
  },
  { what: 'an unknown start', options: given('nndsvd'), code: 'ERR_INVALID_OPTION', option: 'init', says: /'svd'/ },
  { what: 'a start of nothing', options: given(null), code: 'ERR_INVALID_OPTION', option: 'init' },
  { what: 'too few factors', options: given({ factors: [] }), code: 'ERR_INVALID_OPTION', option: 'init.factors' },
  {
    what: 'a factor that is no matrix',
    options: given({ factors: others(1, 'A') }),
    code: 'ERR_INVALID_MATRIX',
    option: 'init.factors[1]',
  },
  {
    what: 'a factor of another shape',
    options: given({ factors: others(1, factors[0]) }),
    code: 'ERR_SHAPE',
    option: 'init.factors[1]',
  },
  {
    what: 'a factor of another precision',
    options: given({ factors: others(2, Matrix.from(factors[2], { precision: 'float32' })) }),
    code: 'ERR_PRECISION',
    option: 'init.factors[2]',
  },
  {
    what: 'a negative factor of a nonnegative mode',
    options: { nonnegative: [false, false, true], ...given({ factors }) },
    code: 'ERR_NEGATIVE',
    option: 'init.factors[2]',
  },
  {
    what: 'too few weights',
    options: given({ factors, weights: [1] }),
    code: 'ERR_INVALID_OPTION',
    option: 'init.weights',
  },
  {
    what: 'a weight that is no number',
    options: given({ factors, weights: [1, Number.NaN] }),
    code: 'ERR_INVALID_OPTION',
    option: 'init.weights[1]',
  },
  {
    what: 'a negative weight of nonnegative factors',
    options: {
      nonnegative: true,
      ...given({ factors: drawFactors([3, 4, 5], 2, true, 1), weights: Float64Array.of(1, -1) }),
    },
    code: 'ERR_INVALID_OPTION',
    option: 'init.weights[1]',
  },
  {
    what: 'factors whose squares together would overflow',
    options: given({ factors: factors.map((factor) => factor.map((row) => row.map((x) => x * 1e60))) }),
    code: 'ERR_SCALE',
    option: 'init',
    says: /rescale the factors/,
  },
  { what: 'a negative l2', options: { l2: -1 }, code: 'ERR_INVALID_OPTION', option: 'l2' },
  { what: 'an l2 in words', options: { l2: 'much' }, code: 'ERR_INVALID_OPTION', option: 'l2' },
  {
    what: 'a normalisation that does not exist',
    options: { normalisation: 'l1' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
  },
  {
    what: 'a normalisation with a penalty',
    options: { l2: 1, normalisation: 'l2' },
    code: 'ERR_INVALID_OPTION',
    option: 'normalisation',
  },
  {
    what: 'a solver for nonnegative factors where there are none',
    options: { nonnegative: false, solver: 'hals' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
    says: /'als'/,
  },
  {
    what: 'multiplicative updates beside a free mode',
    options: { nonnegative: [true, false, true], solver: 'mu' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
    says: /'mu' needs/,
  },
  {
    what: 'a closed form for nonnegative factors',
    options: { nonnegative: [true, false, false], solver: 'als' },
    code: 'ERR_INVALID_OPTION',
    option: 'solver',
  },
  // Solvers of the shared table are for nonnegative factors here.
  ...badOptions.map((one) => ({ ...one, options: { nonnegative: true, ...one.options } })),
]

describe.each(backends)('bad input on %s', (backend) => {
  test('cpd', async () => {
    const withData = cases.map((one) => ({ ...one, data: one.data ?? good }))
    await refusesAll(backend, withData, (input, options) => cpd(input as never, { rank: 2, ...options } as never))
    await expect(cpd(good, undefined as never)).rejects.toMatchObject({ code: 'ERR_RANK' })
  })

  test('new slices that do not fit the fit', async () => {
    using fit = await cpd(good, { rank: 2, nonnegative: true, backend, seed: 1, maxIterations: 2 })
    await expect(fit.transform(randomTensor([3, 5, 5], true, 1))).rejects.toMatchObject({ code: 'ERR_SHAPE' })
    await expect(fit.transform(randomTensor([3, 4], true, 1))).rejects.toMatchObject({ code: 'ERR_SHAPE' })
    await expect(fit.transform(withCell(-1))).rejects.toMatchObject({ code: 'ERR_NEGATIVE', option: 'T' })
    const single = Tensor.from(good, { precision: 'float32' })
    expect(() => fit.transformSync(single)).toThrow(expect.objectContaining({ code: 'ERR_PRECISION' }))
    expect(() => fit.transformSync(null as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_TENSOR' }))
  })
})
