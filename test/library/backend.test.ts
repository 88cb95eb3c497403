import { backendReport, loadBackend, Matrix, requireBackend } from 'deepmf'
import { afterEach, describe, expect, test } from 'vitest'
import { createBackend } from '../../packages/deepmf/src/backend/instance.js'
import { KERNEL_NAMES, type Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { adopt, onBackend } from '../../packages/deepmf/src/matrix/internals.js'
import { backends } from '../support/backends.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })

describe('which backend is chosen', () => {
  const before = process.env.DEEPMF_BACKEND
  afterEach(() => {
    if (before === undefined) delete process.env.DEEPMF_BACKEND
    else process.env.DEEPMF_BACKEND = before
  })

  test.each(backends)('%s when an option says so', async (name) => {
    const backend = await loadBackend(name)
    expect(backend.name).toBe(name)
    expect(await loadBackend(name)).toBe(backend)
    expect(requireBackend(name)).toBe(backend)
    expect(backendReport().backends.find((entry) => entry.name === name)).toMatchObject({ status: 'loaded', epoch: 1 })
  })

  test.each(backends)('%s when the environment says so', async (name) => {
    process.env.DEEPMF_BACKEND = name
    expect((await loadBackend()).name).toBe(name)
    expect(requireBackend().name).toBe(name)
    expect(backendReport()).toMatchObject({ platform: 'node', forced: name, selected: name })
  })

  test('the option goes before the environment', async () => {
    process.env.DEEPMF_BACKEND = 'nonsense'
    const [name] = backends
    expect((await loadBackend(name)).name).toBe(name)
  })

  test('the best one without either', async () => {
    delete process.env.DEEPMF_BACKEND
    expect((await loadBackend()).name).toBe('native')
    expect(backendReport()).toMatchObject({ forced: undefined, selected: 'native' })
  })

  test.each(['cuda', 'Native', '', 7, null])('%o is no backend', async (name) => {
    const expected = coded('ERR_INVALID_OPTION', {
      option: 'backend',
      allowed: expect.stringContaining("one of 'native', 'wasm', 'js'"),
    })
    await expect(loadBackend(name as 'js')).rejects.toThrowError(expected)
    expect(() => requireBackend(name as 'js')).toThrowError(expected)
  })

  test('a wrong name in the environment is an error, not a silent default', async () => {
    process.env.DEEPMF_BACKEND = 'wsam'
    const expected = coded('ERR_INVALID_OPTION', {
      option: 'DEEPMF_BACKEND',
      received: '"wsam"',
      allowed: expect.stringContaining("did you mean 'wasm'?"),
    })
    await expect(loadBackend()).rejects.toThrowError(expected)
    expect(() => backendReport()).toThrowError(expected)
  })
})

describe.each(backends)('failures of a kernel on %s', (name) => {
  test('an error of the store keeps its code', async () => {
    const { kernels, epoch } = await loadBackend(name)
    expect(() => kernels.sum(4_000_000_000)).toThrowError(coded('ERR_DISPOSED'))
    const [a, b, single] = [kernels.allocate(2, 3, 64), kernels.allocate(3, 3, 64), kernels.allocate(2, 3, 32)]
    expect(() => kernels.copy(a, b)).toThrowError(coded('ERR_SHAPE'))
    expect(() => kernels.copy(a, single)).toThrowError(coded('ERR_PRECISION'))
    expect(() => kernels.gemm(b, false, false, 1, b, b, 0)).toThrowError(coded('ERR_INVALID_ARGUMENT'))
    expect(() => kernels.allocate(4_000_000_000, 4_000_000_000, 64)).toThrowError(coded('ERR_OUT_OF_MEMORY'))
    for (const id of [a, b, single]) kernels.release(id)
    expect((await loadBackend(name)).epoch).toBe(epoch)
  })

  test('a panic is a coded error, after which everything goes on', async () => {
    const backend = await loadBackend(name)
    const { kernels, epoch } = backend
    const kept = Matrix.from([
      [1, 2],
      [3, 4],
    ])
    const before = onBackend(kept, backend)
    const result = adopt(backend, kernels.allocate(2, 2, 64), 2, 2, 'float64')
    const read = adopt(backend, kernels.allocate(2, 2, 64), 2, 2, 'float64')
    expect(read.get(0, 0)).toBe(0)

    expect(() => kernels.raisePanic()).toThrowError(coded('ERR_PANIC'))

    expect(kernels.normSquared(onBackend(kept, backend))).toBe(30)
    expect(read.toRows()).toEqual([
      [0, 0],
      [0, 0],
    ])
    if (name === 'native') {
      expect(backend.epoch).toBe(epoch)
      expect(onBackend(kept, backend)).toBe(before)
      expect(result.get(1, 1)).toBe(0)
    } else {
      expect(backend.epoch).toBe(epoch + 1)
      expect(() => result.toArray()).toThrowError(coded('ERR_PANIC', { message: expect.stringContaining('was lost') }))
      expect(kernels.liveMatrices()).toBe(1)
    }
    for (const matrix of [kept, result, read]) matrix.dispose()
    expect(kernels.liveMatrices()).toBe(0)
  })
})

describe('a binding', () => {
  const binding = (overrides: Record<string, unknown>) =>
    ({ ...Object.fromEntries(KERNEL_NAMES.map((kernel) => [kernel, () => 0])), ...overrides }) as unknown as Kernels

  test('that lacks a kernel is not used', () => {
    expect(() => createBackend('wasm', binding({ gemm: undefined }))).toThrowError(
      coded('ERR_BACKEND_UNAVAILABLE', { message: expect.stringContaining('lacks gemm') }),
    )
  })

  test.each([
    ['a trap', new WebAssembly.RuntimeError('unreachable')],
    ['an exhausted stack', new RangeError('Maximum call stack size exceeded')],
    ['an abort', new Error('abort')],
    ['a panic', new Error('ERR_PANIC: index out of bounds')],
  ])('is renewed after %s, at the next call', (_, failure) => {
    let renewed = 0
    const sum = () => {
      throw failure
    }
    const backend = createBackend('wasm', binding({ sum }), () => {
      renewed += 1
    })
    expect(() => backend.kernels.sum(1)).toThrowError(coded('ERR_PANIC', { message: expect.stringContaining("'sum'") }))
    expect([backend.epoch, renewed]).toEqual([2, 0])
    backend.kernels.threads()
    backend.kernels.threads()
    expect([backend.epoch, renewed]).toEqual([2, 1])
  })

  test('passes other failures on as they are', () => {
    const failure = new TypeError('not a number')
    const fill = () => {
      throw failure
    }
    const backend = createBackend('wasm', binding({ fill }), () => {})
    expect(() => backend.kernels.fill(1, 2)).toThrowError(failure)
    expect(backend.epoch).toBe(1)
  })
})
