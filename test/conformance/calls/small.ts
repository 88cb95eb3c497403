import type { SmallKernels } from '../../../packages/deepmf/src/backend/kernels/small.js'
import type { Calls } from './call.js'

export const small: Calls<SmallKernels> = {
  spectralNorm: (k, id) => k.spectralNorm(id(3, 3, 2, 1, 0, 1, 3, 1, 0, 1, -5)),
}
