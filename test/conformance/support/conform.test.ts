import { loadBackend } from 'deepmf'
import { expect, test } from 'vitest'
import { products } from '../cases/products.js'
import type { Lane } from './lanes.js'

// A suite that finds no difference should be known to find one.

const [gemm, , residual] = products

test('a lane that is wrong in one bit of one number is reported, with the smallest problem', async () => {
  const { kernels } = await loadBackend('native')
  const right: Lane = {
    name: 'right',
    backend: 'native',
    threads: 1,
    instructionSet: kernels.instructionSet(),
    kernels,
    called: new Set(),
    enter() {},
  }
  const residualSquared = (s: number, a: number, b: number) => kernels.residualSquared(s, a, b) * (1 + Number.EPSILON)
  const wrong: Lane = { ...right, name: 'wrong', kernels: { ...kernels, residualSquared } }
  expect(gemm?.run([right, wrong])).toBeGreaterThan(50)
  expect(() => residual?.run([right, wrong])).toThrowError(/wrong differs from right: squared\[0\] is .*, expected /)
})
