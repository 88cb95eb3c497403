import { expect, test } from 'vitest'
import { difference } from './difference.js'

test('one bit is seen, and named', () => {
  const wrong = Float64Array.of(3, 0.1 + 0.2)
  expect(difference({ c: Float64Array.of(3, 0.3) }, { c: wrong })).toBe(
    'c[1] is 0.30000000000000004 (0x3fd3333333333334), expected 0.3 (0x3fd3333333333333); 1 of 2 entries differ',
  )
})

test('the sign of a zero, the kind, the length, a name', () => {
  expect(difference({ x: 0 }, { x: -0 })).toMatch(/^x\[0\] is -0/)
  expect(difference({ x: Float32Array.of(1) }, { x: Float64Array.of(1) })).toMatch('is Float64Array(1)')
  expect(difference({ x: Float32Array.of(1) }, { x: Float32Array.of(1, 2) })).toMatch('is Float32Array(2)')
  expect(difference({ x: 1 }, { y: 1 })).toMatch('outputs y where x are expected')
  expect(difference({ x: 'a' }, { x: 'b' })).toBe('x is b, expected a')
})

test('a view into a larger buffer is compared as what it is', () => {
  const whole = Float64Array.of(1, 2, 3)
  expect(difference({ x: Float64Array.of(2) }, { x: whole.subarray(1, 2) })).toBeUndefined()
})
