import { DeepMFError } from '../errors.js'
import type { Backend, BackendName } from './backend.js'
import { codedError, isTrap, trapError } from './errors.js'
import { KERNEL_NAMES, type Kernels } from './kernels/index.js'

/** Any kernel, seen from the code that wraps them all. */
type AnyKernel = (...args: unknown[]) => unknown

/**
 * A backend over the raw functions of a binding: failures become coded errors, and an instance that panicked or
 * trapped is replaced, for nobody knows in what state it was left.
 *
 * @param renew makes the binding work on a new instance, where a panic ends one (WebAssembly, JavaScript); the addon
 *   unwinds its panics and goes on
 */
export function createBackend(name: BackendName, binding: Kernels, renew?: () => void): Backend {
  checkComplete(name, binding)
  let epoch = 1
  let trapped = false

  const fail = (kernel: string, error: unknown): never => {
    const coded = codedError(error)
    // A panic there is thrown from where it happens, past everything that would have tidied up.
    const lost = coded === undefined ? isTrap(error) : coded.code === 'ERR_PANIC'
    if (renew === undefined || !lost) throw coded ?? error
    epoch += 1
    trapped = true
    throw trapError(name, kernel, coded ?? error)
  }

  const wrap = (kernel: keyof Kernels): AnyKernel => {
    const raw = binding[kernel] as AnyKernel
    // Twelve parameters fit every kernel, and naming them spares an array per call; a binding ignores those too many.
    return (a, b, c, d, e, f, g, h, i, j, k, l) => {
      if (trapped) {
        renew?.()
        trapped = false
      }
      try {
        return raw(a, b, c, d, e, f, g, h, i, j, k, l)
      } catch (error) {
        return fail(kernel, error)
      }
    }
  }

  const kernels = Object.fromEntries(KERNEL_NAMES.map((kernel) => [kernel, wrap(kernel)]))
  return Object.freeze({
    name,
    kernels: Object.freeze(kernels) as unknown as Kernels,
    get epoch() {
      return epoch
    },
  })
}

/** A binding that was built from another version of the sources may lack kernels: better said at once than at a call. */
function checkComplete(name: BackendName, binding: Kernels): void {
  const missing = KERNEL_NAMES.filter((kernel) => typeof binding[kernel] !== 'function')
  if (missing.length === 0) return
  const message = `the ${name} binding lacks ${missing.join(', ')}: it was built for another version of deepmf`
  throw new DeepMFError('ERR_BACKEND_UNAVAILABLE', message)
}
