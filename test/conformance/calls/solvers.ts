import type { SolverKernels } from '../../../packages/deepmf/src/backend/kernels/solvers.js'
import { type Calls, changed } from './call.js'

export const solvers: Calls<SolverKernels> = {
  fpgd: (k, id) => {
    const f = id(2, 2)
    const gram = Uint32Array.of(id(2, 2, 2, 1, 1, 3))
    const objective = k.fpgd(
      f,
      id(2, 2, 1, 2, 3, 4),
      gram,
      Uint32Array.of(0),
      'nonnegative',
      'columns',
      new Float64Array(),
      5,
      0.05,
    )
    return [objective, ...k.download64(f)]
  },
  hals: (k, id) =>
    changed(
      (f) => k.hals(f, id(2, 2, 1, 2, 3, 4), id(2, 2, 2, 1, 1, 3), 'right', true, 3, 0.1, 'random', 5, 1),
      k,
      id(2, 2, 1, 1, 1, 1),
    ),
}
