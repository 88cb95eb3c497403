import { DeepMFError } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { describe as print } from '../../packages/deepmf/src/describe.js'
import { invalidOption } from '../../packages/deepmf/src/errors.js'

describe('what was received is printed shortly and safely', () => {
  const cyclic: Record<string, unknown> = { name: 'loop' }
  cyclic.self = cyclic
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no')
      },
    },
  )
  const cases: [string, unknown, string][] = [
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 0.5, '0.5'],
    ['negative zero', -0, '-0'],
    ['not a number', Number.NaN, 'NaN'],
    ['infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['a bigint', 3n, '3n'],
    ['a boolean', true, 'true'],
    ['text, quoted', 'x "y"', '"x \\"y\\""'],
    ['long text, cut', 'a'.repeat(1000), `"${'a'.repeat(57)}..."`],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', function fit() {}, 'function fit'],
    ['a class', class Model {}, 'class Model'],
    [
      'a nameless function',
      (
        () => () =>
          0
      )(),
      'an anonymous function',
    ],
    ['a short array', [1, 'two'], '[1, "two"]'],
    ['a long array', Array.from({ length: 1000 }, (_, i) => i), '[0, 1, 2, 3, ... 996 more]'],
    ['an array with holes', new Array(2), '[undefined, undefined]'],
    ['a typed array', new Float32Array(7), 'Float32Array(7)'],
    ['an object', { rank: 2 }, '{ rank: 2 }'],
    ['an empty object', {}, '{}'],
    ['an object without prototype', Object.create(null), '{}'],
    ['an instance', new Map(), 'a Map'],
    ['a date', new Date(0), 'a Date'],
    ['an error', new Error('secret'), 'an Error'],
    ['a cycle', cyclic, '{ name: "loop", self: {...} }'],
    ['an object that resists', hostile, 'a value that cannot be printed'],
  ]
  test.each(cases)('%s', (_, value, expected) => {
    expect(print(value)).toBe(expected)
  })

  test('nothing is longer than a line or two', () => {
    const nested = Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => 'b'.repeat(500)))
    expect(print(nested).length).toBeLessThan(1500)
  })
})

describe('DeepMFError', () => {
  test('carries code, option, received and allowed, and says them', () => {
    const error = invalidOption('rank', 0, 'a whole number from 1 to 4', 'ERR_RANK')
    expect(error).toBeInstanceOf(DeepMFError)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'DeepMFError',
      code: 'ERR_RANK',
      option: 'rank',
      received: '0',
      allowed: 'a whole number from 1 to 4',
      message: "option 'rank': received 0, allowed: a whole number from 1 to 4",
    })
  })

  test('keeps the cause, and not the value received', () => {
    const cause = new Error('why')
    const error = new DeepMFError('ERR_PANIC', { message: 'failed', cause, received: { big: true } })
    expect(error.cause).toBe(cause)
    expect(error.received).toBe('{ big: true }')
  })

  test('can be made from a message alone', () => {
    expect(new DeepMFError('ERR_OVERFLOW', 'too much')).toMatchObject({ message: 'too much', option: undefined })
  })
})
