import { platform } from '#platform'
import { BACKEND_NAMES, type Backend, type BackendName } from './backend.js'
import { attemptOf, forcedBackend, reasonOf } from './select.js'

/** What is known about one backend. */
export interface BackendStatus {
  readonly name: BackendName
  readonly status: 'loaded' | 'failed' | 'not tried'
  /** Why it failed. */
  readonly reason?: string
  /** The version of the binding. */
  readonly version?: string
  /** The instruction set in use, such as `avx2` or `simd128`. */
  readonly instructionSet?: string
  /** The instruction sets that this machine offers, best first. */
  readonly instructionSets?: readonly string[]
  /** How many threads kernels use. */
  readonly threads?: number
  /** What serves `numerics: 'fast'`: such as `openblas 0.3.21`, `gemm` or `relaxed-simd`; `none` where nothing does. */
  readonly fastLibrary?: string
  /** How many instances there have been: more than one after a kernel trapped. */
  readonly epoch?: number
}

/** What {@link backendReport} tells. */
export interface BackendReport {
  readonly platform: 'node' | 'browser'
  /** The backend that `DEEPMF_BACKEND` forces, if any. */
  readonly forced: BackendName | undefined
  /** The backend that a call without the option `backend` gets, if it is known yet. */
  readonly selected: BackendName | undefined
  /** One entry per backend, in the order in which they are tried. */
  readonly backends: readonly BackendStatus[]
}

/**
 * Tells which backends were tried so far, which loaded, and why the others did not. Loads nothing itself: call it after
 * a fit or after {@link loadBackend}.
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when `DEEPMF_BACKEND` names no backend
 *
 * @example
 * await loadBackend()
 * console.table(backendReport().backends)
 */
export function backendReport(): BackendReport {
  const forced = forcedBackend()
  const backends = BACKEND_NAMES.map(statusOf)
  const selected = forced ?? backends.find(({ status }) => status !== 'failed')
  const chosen = typeof selected === 'string' ? backends.find(({ name }) => name === selected) : selected
  return {
    platform,
    forced,
    selected: chosen?.status === 'loaded' ? chosen.name : undefined,
    backends,
  }
}

function statusOf(name: BackendName): BackendStatus {
  const attempt = attemptOf(name)
  if (attempt === undefined) return { name, status: 'not tried' }
  if ('failure' in attempt) return { name, status: 'failed', reason: reasonOf(attempt.failure) }
  return { name, status: 'loaded', ...facts(attempt.backend) }
}

function facts({ kernels, epoch }: Backend) {
  return {
    version: kernels.version(),
    instructionSet: kernels.instructionSet(),
    instructionSets: kernels.instructionSets().split(','),
    threads: kernels.threads(),
    fastLibrary: kernels.fastLibrary(),
    epoch,
  }
}
