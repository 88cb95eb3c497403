import { afterAll, describe, expect, test } from 'vitest'
import { KERNEL_NAMES } from '../../packages/deepmf/src/backend/kernels/index.js'
import { groups } from './cases/index.js'
import { openLanes, openOtherModule } from './support/lanes.js'

// Every kernel, the same inputs, every lane: the bytes of what comes out are compared.

const lanes = [...(await openLanes()), await openOtherModule()] as const
const [reference] = lanes
let problems = 0

describe.each(Object.entries(groups))('the same bits in every lane: %s', (_, cases) => {
  for (const { name, run } of cases) {
    test(name, () => {
      problems += run(lanes)
    })
  }
})

describe.each(lanes)('$name is what it says', (lane) => {
  test('threads and instruction set', () => {
    lane.enter()
    expect(lane.kernels.threads()).toBe(lane.threads)
    expect(lane.kernels.instructionSet()).toBe(lane.instructionSet)
    expect(lane.kernels.instructionSets().split(',')).toContain(lane.instructionSet)
    expect(lane.kernels.physicalCores()).toBeGreaterThanOrEqual(1)
  })

  test('the fast mode can be entered and left', () => {
    const { kernels } = lane
    expect(kernels.numerics()).toBe('reproducible')
    kernels.setNumerics('fast')
    expect(kernels.numerics()).toBe('fast')
    kernels.setNumerics('reproducible')
    expect(kernels.numerics()).toBe('reproducible')
    expect(kernels.fastLibrary()).toMatch(/^(openblas .*|accelerate|gemm|relaxed-simd|none)$/)
  })

  test('one version of the sources', () => {
    expect(lane.kernels.version()).toBe(reference.kernels.version())
  })

  test('what the machine does not have is refused', () => {
    const { kernels } = lane
    const refused = expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' })
    expect(() => kernels.setInstructionSet('abacus')).toThrowError(refused)
    expect(() => kernels.setThreads(0)).toThrowError(refused)
    kernels.setInstructionSet(lane.instructionSet)
    kernels.setThreads(lane.threads)
    expect(kernels.instructionSet()).toBe(lane.instructionSet)
    expect(kernels.threads()).toBe(lane.threads)
  })

  test('the probe counts what it does', () => {
    lane.enter()
    for (const bits of [64, 32]) {
      const operations = lane.kernels.probe(bits, 2 ** 12)
      expect(operations).toBeGreaterThanOrEqual(2 ** 13)
      expect(lane.kernels.probe(bits, 2 ** 14)).toBe(4 * operations)
    }
  })

  test('the probe of the memory reads all of a matrix', () => {
    lane.enter()
    for (const bits of [64, 32]) {
      const id = lane.kernels.allocate(100, 170, bits)
      expect(lane.kernels.probeMemory(id)).toBe((100 * 170 * bits) / 8)
      lane.kernels.release(id)
    }
  })

  test('a panic is an error with a code, and the backend goes on', () => {
    lane.enter()
    expect(() => lane.kernels.raisePanic()).toThrowError(expect.objectContaining({ code: 'ERR_PANIC' }))
    const id = lane.kernels.allocate(2, 3, 64)
    expect(lane.kernels.sum(id)).toBe(0)
    lane.kernels.release(id)
  })
})

test.each(lanes)('every kernel has a case in the lane $name', ({ called }) => {
  expect(KERNEL_NAMES.filter((name) => !called.has(name))).toEqual([])
})

afterAll(() => console.info(`kernels: ${problems} problems on ${lanes.length} lanes`))
