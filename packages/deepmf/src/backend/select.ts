import { environmentVariable, mustBeAwaited } from '#platform'
import { DeepMFError } from '../errors.js'
import type { Check } from '../options/check.js'
import { BACKEND_NAMES, type Backend, type BackendName, checkBackendName } from './backend.js'
import { loadJs, loadJsSync } from './js.js'
import { loadNative } from './node.js'
import { loadWasm, loadWasmSync } from './wasm.js'

/** What became of an attempt to load a backend. */
export type Attempt = { readonly backend: Backend } | { readonly failure: unknown }

/** The environment variable that forces a backend where no option does. */
const BACKEND_VARIABLE = 'DEEPMF_BACKEND'

// Each backend is loaded at most once in a process; several may be live at the same time.
const attempts = new Map<BackendName, Attempt>()
const pending = new Map<BackendName, Promise<Attempt>>()

/** The attempts made so far, for the report. */
export function attemptOf(name: BackendName): Attempt | undefined {
  return attempts.get(name)
}

/** A validator for the option `backend`: a name, or `undefined` for the best backend that loads. */
export function backendName(): Check<BackendName | undefined> {
  return checkBackendName
}

/** The backend that the environment forces, if any. */
export function forcedBackend(): BackendName | undefined {
  return checkBackendName(BACKEND_VARIABLE, environmentVariable(BACKEND_VARIABLE))
}

/**
 * Loads a backend: the one named, else the one that `DEEPMF_BACKEND` names, else the first of native, WebAssembly and
 * plain JavaScript that loads.
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` for a name that does not exist, `ERR_BACKEND_UNAVAILABLE` when the backend
 *   asked for (or every one) cannot be loaded, with the reason
 *
 * @example
 * const backend = await loadBackend('wasm')
 * backend.kernels.version()
 */
export async function loadBackend(name?: BackendName): Promise<Backend> {
  const forced = checkBackendName('backend', name) ?? forcedBackend()
  if (forced !== undefined) return loaded(forced, await attempt(forced))
  for (const candidate of BACKEND_NAMES) {
    const result = await attempt(candidate)
    if ('backend' in result) return result.backend
  }
  throw noneLoads()
}

/**
 * The same as {@link loadBackend} without waiting. Node loads every backend like this (before 20.19 and 22.12 only the
 * native one); in a browser only a backend that `loadBackend` has loaded before can be had.
 *
 * @throws DeepMFError as `loadBackend`, and `ERR_BACKEND_NOT_LOADED` when it has to be awaited first
 */
export function requireBackend(name?: BackendName): Backend {
  const forced = checkBackendName('backend', name) ?? forcedBackend()
  if (forced !== undefined) return loaded(forced, attemptSync(forced) ?? notLoaded(forced))
  let waiting: BackendName | undefined
  for (const candidate of BACKEND_NAMES) {
    const result = attemptSync(candidate)
    if (result === undefined) waiting ??= candidate
    else if ('backend' in result) return result.backend
  }
  if (waiting !== undefined) notLoaded(waiting)
  throw noneLoads()
}

async function attempt(name: BackendName): Promise<Attempt> {
  const known = attempts.get(name)
  if (known !== undefined) return known
  let running = pending.get(name)
  if (running === undefined) {
    running = settle(name)
    pending.set(name, running)
  }
  return running
}

async function settle(name: BackendName): Promise<Attempt> {
  let result: Attempt
  try {
    result = { backend: await load(name) }
  } catch (failure) {
    result = { failure }
  }
  // A synchronous call may have loaded it while this one waited: the first one stays, for matrices live in it.
  const first = attempts.get(name)
  if (first === undefined) attempts.set(name, result)
  pending.delete(name)
  return first ?? result
}

function attemptSync(name: BackendName): Attempt | undefined {
  const known = attempts.get(name)
  if (known !== undefined) return known
  let result: Attempt
  try {
    result = { backend: loadSync(name) }
  } catch (failure) {
    // The addon loads without waiting or not at all; the others may still load when awaited.
    if (name !== 'native' && mustBeAwaited(failure)) return undefined
    result = { failure }
  }
  attempts.set(name, result)
  return result
}

function load(name: BackendName): Backend | Promise<Backend> {
  if (name === 'native') return loadNative()
  return name === 'wasm' ? loadWasm() : loadJs()
}

function loadSync(name: BackendName): Backend {
  if (name === 'native') return loadNative()
  return name === 'wasm' ? loadWasmSync() : loadJsSync()
}

function loaded(name: BackendName, result: Attempt): Backend {
  if ('backend' in result) return result.backend
  throw new DeepMFError('ERR_BACKEND_UNAVAILABLE', {
    message: `the ${name} backend cannot be loaded: ${reasonOf(result.failure)}`,
    option: 'backend',
    received: name,
    allowed: 'a backend that loads on this machine (see backendReport)',
    cause: result.failure,
  })
}

function notLoaded(name: BackendName): never {
  throw new DeepMFError('ERR_BACKEND_NOT_LOADED', {
    message: `the ${name} backend is not loaded yet: call 'await loadBackend()' once before synchronous functions`,
    option: 'backend',
    received: name,
    allowed: 'a backend that loadBackend has loaded',
  })
}

function noneLoads(): DeepMFError {
  const reasons = BACKEND_NAMES.map((name) => {
    const result = attempts.get(name)
    return `${name}: ${result !== undefined && 'failure' in result ? reasonOf(result.failure) : 'not tried'}`
  })
  return new DeepMFError('ERR_BACKEND_UNAVAILABLE', `no backend can be loaded (${reasons.join('; ')})`)
}

/** The first line of what went wrong: loaders print whole requirement stacks below it. */
export function reasonOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure)
  return text.split('\n', 1)[0] ?? text
}
