import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  arrayOf,
  boolean,
  type Check,
  callback,
  checkOptions,
  nonnegative,
  numberFrom,
  oneOf,
  optional,
  positive,
  rank,
  ranks,
  seed,
  signal,
  wholeNumber,
} from '../../packages/deepmf/src/options/index.js'

const WHOLE = 'a whole number from 1 to 4'

describe('a value that is not allowed is refused with its name, what was received and what is allowed', () => {
  const cases: [string, Check<unknown>, unknown, string, string, string?][] = [
    ['wholeNumber: 0', wholeNumber(1, 4), 0, '0', WHOLE],
    ['wholeNumber: above', wholeNumber(1, 4), 5, '5', WHOLE],
    ['wholeNumber: a fraction', wholeNumber(1, 4), 1.5, '1.5', WHOLE],
    ['wholeNumber: text', wholeNumber(1, 4), '2', '"2"', WHOLE],
    ['wholeNumber: a bigint', wholeNumber(1, 4), 2n, '2n', WHOLE],
    ['wholeNumber: absent', wholeNumber(1, 4), undefined, 'undefined', WHOLE],
    ['wholeNumber: beyond 2^53', wholeNumber(0), 2 ** 53, '9007199254740992', 'a whole number, 0 or more'],
    ['positive: 0', positive(), 0, '0', 'a finite number above 0'],
    ['positive: infinity', positive(), Number.POSITIVE_INFINITY, 'Infinity', 'a finite number above 0'],
    ['nonnegative: below', nonnegative(), -1e-300, '-1e-300', 'a finite number, 0 or more'],
    ['nonnegative: not a number', nonnegative(), Number.NaN, 'NaN', 'a finite number, 0 or more'],
    ['numberFrom', numberFrom(0, 1), 1.01, '1.01', 'a number from 0 to 1'],
    ['boolean: 1', boolean(), 1, '1', 'true or false'],
    ['oneOf: a near miss', oneOf('fpgd', 'hals'), 'HALS', '"HALS"', "one of 'fpgd', 'hals'"],
    ['oneOf: a symbol', oneOf('fpgd'), Symbol('fpgd'), 'Symbol(fpgd)', "one of 'fpgd'"],
    ['callback', callback(), {}, '{}', 'a function'],
    ['signal: a controller', signal(), new AbortController(), 'an AbortController', 'an AbortSignal'],
    ['rank: 0', rank(4), 0, '0', WHOLE, 'ERR_RANK'],
    ['rank: above min(m, n)', rank(4), 5, '5', WHOLE, 'ERR_RANK'],
    ['rank: not whole', rank(4), 2.5, '2.5', WHOLE, 'ERR_RANK'],
    ['seed: negative', seed(), -1, '-1', 'a whole number from 0 to 2^53 - 1'],
    ['seed: not whole', seed(), 0.5, '0.5', 'a whole number from 0 to 2^53 - 1'],
    ['seed: null', seed(), null, 'null', 'a whole number from 0 to 2^53 - 1'],
    ['arrayOf: a wrong length', arrayOf(positive(), 2), [1], '[1]', 'an array of 2'],
  ]
  test.each(cases)('%s', (_, check, value, received, allowed, code = 'ERR_INVALID_OPTION') => {
    expect(() => checkOptions('f', { x: value }, { x: check })).toThrowError(
      expect.objectContaining({ code, option: 'x', received, allowed }),
    )
  })

  test('ranks name the one at fault', () => {
    const check = ranks(10)
    const bad: [unknown, string, string][] = [
      [[], 'ranks', '[]'],
      [5, 'ranks', '5'],
      [[4, 0], 'ranks[1]', '0'],
      [[4, 5], 'ranks[1]', '5'],
      [[11], 'ranks[0]', '11'],
      [[4, undefined, 2], 'ranks[1]', 'undefined'],
    ]
    for (const [value, option, received] of bad) {
      expect(() => check('ranks', value)).toThrowError(expect.objectContaining({ code: 'ERR_RANK', option, received }))
    }
    expect(check('ranks', [10, 4, 4])).toEqual([10, 4, 4])
  })

  test('items of an array are named', () => {
    expect(() => arrayOf(positive())('weights', [1, -1])).toThrowError(
      expect.objectContaining({ option: 'weights[1]', received: '-1' }),
    )
  })
})

describe('checkOptions', () => {
  const spec = {
    rank: rank(4),
    tolerance: optional(nonnegative(), 1e-6),
    maxIterations: optional(wholeNumber(1), 500),
    loss: optional(oneOf('layer-centric', 'data-centric')),
    seed: seed(),
  }

  test('gives a frozen object with defaults', () => {
    const checked = checkOptions('nmf', { rank: 2, seed: 7, loss: undefined }, spec)
    expect(checked).toEqual({ rank: 2, tolerance: 1e-6, maxIterations: 500, loss: undefined, seed: 7 })
    expect(Object.isFrozen(checked)).toBe(true)
    expectTypeOf(checked.rank).toEqualTypeOf<number>()
    expectTypeOf(checked.loss).toEqualTypeOf<'layer-centric' | 'data-centric' | undefined>()
  })

  test('draws a seed where there is none, each time another', () => {
    const drawn = Array.from({ length: 20 }, () => checkOptions('nmf', { rank: 1 }, spec).seed)
    expect(new Set(drawn).size).toBe(20)
    for (const value of drawn) expect(value >= 0 && Number.isSafeInteger(value)).toBe(true)
    expect(Math.max(...drawn)).toBeGreaterThan(2 ** 40)
  })

  const unknown: [string, string | undefined][] = [
    ['Rank', 'rank'],
    ['rnak', 'rank'],
    ['tol', 'tolerance'],
    ['maxIter', 'maxIterations'],
    ['iterations', 'maxIterations'],
    ['zzz', undefined],
    ['toString', undefined],
  ]
  test.each(unknown)('refuses the unknown option %s', (name, suggestion) => {
    let caught: unknown
    try {
      checkOptions('nmf', { rank: 2, [name]: 1 }, spec)
    } catch (error) {
      caught = error
    }
    expect(caught).toMatchObject({
      code: 'ERR_UNKNOWN_OPTION',
      option: name,
      allowed: 'rank, tolerance, maxIterations, loss, seed',
    })
    const message = (caught as Error).message
    if (suggestion === undefined) expect(message).not.toContain('did you mean')
    else expect(message).toContain(`did you mean '${suggestion}'?`)
  })

  test.each([[null], [5], ['rank'], [[2]], [new Float64Array(1)]])('refuses %o in place of options', (options) => {
    expect(() => checkOptions('nmf', options, spec)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option: 'options' }),
    )
  })

  test('does not overlook an inherited option', () => {
    expect(() => checkOptions('nmf', Object.create({ rnk: 1 }), spec)).toThrowError(
      expect.objectContaining({ code: 'ERR_UNKNOWN_OPTION' }),
    )
  })
})
