import type { StartKernels } from '../../../packages/deepmf/src/backend/kernels/starts.js'
import { type Calls, changed } from './call.js'

export const starts: Calls<StartKernels> = {
  randomFill: (k, id) => changed((to) => k.randomFill(to, 'gamma', 0.3, 2, 2 ** 53 - 1, 7), k, id(3, 3)),
  snpaRound: (k, id) => {
    const h = id(2, 3)
    const x = id(2, 3, 1, 0, 0.5, 0, 1, 0.5)
    return [k.snpaRound(h, id(2, 3), id(2, 3), x, new Uint32Array(), 50), ...k.download64(h)]
  },
}
