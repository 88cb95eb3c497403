import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

// What happens on machines that lack a backend, played by loaders that fail. Every test gets the library anew.

const SOURCES = '../../packages/deepmf/src/backend'
const before = process.env.DEEPMF_BACKEND

beforeEach(() => {
  vi.resetModules()
  delete process.env.DEEPMF_BACKEND
})

afterEach(() => {
  for (const loader of ['node', 'wasm', 'js']) vi.doUnmock(`${SOURCES}/${loader}.js`)
  if (before !== undefined) process.env.DEEPMF_BACKEND = before
})

const failing = (message: string, properties: object = {}) => {
  return () => {
    throw Object.assign(new Error(message), properties)
  }
}

function withoutNative(): void {
  vi.doMock(`${SOURCES}/node.js`, () => ({ loadNative: failing('no addon for this machine\nRequire stack:\n- here') }))
}

function withoutAny(): void {
  withoutNative()
  const loadWasm = failing('no WebAssembly')
  vi.doMock(`${SOURCES}/wasm.js`, () => ({ loadWasm, loadWasmSync: loadWasm }))
  const loadJs = failing('no JavaScript')
  vi.doMock(`${SOURCES}/js.js`, () => ({ loadJs, loadJsSync: loadJs }))
}

/** The other backends as in a browser: only `await` gets them. */
function withoutSynchronousLoading(): void {
  withoutNative()
  const sync = failing('await me', { code: 'ERR_REQUIRE_ESM' })
  vi.doMock(`${SOURCES}/wasm.js`, async (original) => ({
    ...(await original<object>()),
    loadWasmSync: sync,
  }))
  vi.doMock(`${SOURCES}/js.js`, async (original) => ({ ...(await original<object>()), loadJsSync: sync }))
}

const library = () => import('deepmf')
const coded = (code: string, message: string) =>
  expect.objectContaining({ name: 'DeepMFError', code, message: expect.stringContaining(message) })

describe('without the addon', () => {
  test('WebAssembly is next, and the report says why', async () => {
    withoutNative()
    const { backendReport, loadBackend, requireBackend } = await library()
    expect(backendReport().selected).toBeUndefined()
    expect((await loadBackend()).name).toBe('wasm')
    expect(requireBackend().name).toBe('wasm')
    const report = backendReport()
    expect(report.selected).toBe('wasm')
    expect(report.backends).toMatchObject([
      { name: 'native', status: 'failed', reason: 'no addon for this machine' },
      { name: 'wasm', status: 'loaded', instructionSet: 'simd128', threads: 1 },
      { name: 'js', status: 'not tried' },
    ])
  })

  test('asking for it is an error that says why', async () => {
    withoutNative()
    const { loadBackend, requireBackend } = await library()
    const error = coded('ERR_BACKEND_UNAVAILABLE', 'the native backend cannot be loaded: no addon for this machine')
    await expect(loadBackend('native')).rejects.toThrowError(error)
    expect(() => requireBackend('native')).toThrowError(error)
    process.env.DEEPMF_BACKEND = 'native'
    await expect(loadBackend()).rejects.toThrowError(error)
  })
})

test('without any backend all reasons are told', async () => {
  withoutAny()
  const { loadBackend, requireBackend } = await library()
  const error = coded(
    'ERR_BACKEND_UNAVAILABLE',
    'native: no addon for this machine; wasm: no WebAssembly; js: no JavaScript',
  )
  await expect(loadBackend()).rejects.toThrowError(error)
  expect(() => requireBackend()).toThrowError(error)
})

describe('where nothing loads without waiting', () => {
  test('synchronous calls say what to await, and work after it', async () => {
    withoutSynchronousLoading()
    const { loadBackend, requireBackend } = await library()
    const error = coded('ERR_BACKEND_NOT_LOADED', "call 'await loadBackend()'")
    expect(() => requireBackend()).toThrowError(error)
    expect(() => requireBackend('js')).toThrowError(error)
    const loaded = await loadBackend()
    expect(loaded.name).toBe('wasm')
    expect(requireBackend()).toBe(loaded)
    expect(() => requireBackend('js')).toThrowError(error)
  })

  test('several callers wait for one backend', async () => {
    withoutSynchronousLoading()
    const { loadBackend } = await library()
    const [one, other] = await Promise.all([loadBackend('wasm'), loadBackend()])
    expect(one).toBe(other)
  })
})
