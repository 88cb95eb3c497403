import { DeepMFError } from '../errors.js'
import type { Backend, BackendName } from './backend.js'
import { codedError, isTrap, trapError } from './errors.js'
import { KERNEL_NAMES, type Kernels } from './kernels.js'

/** Any kernel, seen from the code that wraps them all. */
type AnyKernel = (...args: unknown[]) => unknown
type RawKernels = Record<string, AnyKernel>

/**
 * A backend over the raw functions of a binding: failures become coded errors, and an instance that trapped is
 * replaced.
 *
 * @param make gives the binding's functions; called again for a new instance after a trap
 * @param replaceable whether `make` gives a new instance each time (WebAssembly) or the same one (the addon, which
 *   catches panics itself)
 */
export function createBackend(name: BackendName, make: () => Kernels, replaceable: boolean): Backend {
  let epoch = 1
  let raw: RawKernels | undefined = complete(name, make())

  const fail = (kernel: string, error: unknown): never => {
    const coded = codedError(error)
    if (coded !== undefined) throw coded
    if (!replaceable || !isTrap(error)) throw error
    raw = undefined
    epoch += 1
    throw trapError(name, kernel, error)
  }

  const wrap = (kernel: string): AnyKernel => {
    // Nine parameters fit every kernel, and naming them spares an array per call; a binding ignores those too many.
    return (a, b, c, d, e, f, g, h, i) => {
      raw ??= complete(name, make())
      try {
        return (raw[kernel] as AnyKernel)(a, b, c, d, e, f, g, h, i)
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
function complete(name: BackendName, binding: Kernels): RawKernels {
  const raw = binding as unknown as RawKernels
  const missing = KERNEL_NAMES.filter((kernel) => typeof raw[kernel] !== 'function')
  if (missing.length > 0) {
    throw new DeepMFError(
      'ERR_BACKEND_UNAVAILABLE',
      `the ${name} binding lacks ${missing.join(', ')}: it was built for another version of deepmf`,
    )
  }
  return raw
}
