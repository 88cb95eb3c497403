import { requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'
import type { Kernels } from './kernels.js'

/** Loads the Node-API addon; throws where there is none for this machine, or no Node. */
export function loadNative(): Backend {
  const binding = requirePackage<Kernels>('@deepmf/node')
  return createBackend('native', () => binding, false)
}
