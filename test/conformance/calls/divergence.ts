import type { DivergenceKernels } from '../../../packages/deepmf/src/backend/kernels/divergence.js'
import type { Calls } from './call.js'

export const divergence: Calls<DivergenceKernels> = {
  betaDivergence: (k, id) => k.betaDivergence(id(2, 2, 1, 0, 2, 3), id(2, 1, 1, 2), id(1, 2, 3, 1), 0, 'all', 1, 1e-9),
  divergenceUpdate: (k, id) => {
    const h = id(1, 2, 3, 1)
    const kept = k.divergenceUpdate(
      h,
      id(2, 1, 1, 2),
      id(2, 2, 1, 0, 2, 3),
      0,
      'all',
      'right',
      1,
      1e-9,
      1,
      0,
      'newton',
      2,
    )
    return [kept, ...k.download64(h)]
  },
}
