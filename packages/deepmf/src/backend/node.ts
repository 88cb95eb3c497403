import { requirePackage } from '#platform'
import type { Backend } from './backend.js'
import { createBackend } from './instance.js'
import type { Kernels } from './kernels/index.js'

/** Loads the Node-API addon; throws where there is none for this machine, or no Node. */
export function loadNative(): Backend {
  return createBackend('native', requirePackage<Kernels>('@deepmf/node'))
}
