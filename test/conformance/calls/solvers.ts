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
      'backtracking',
    )
    return [objective, ...k.download64(f)]
  },
  hals: (k, id) =>
    changed(
      (f) => k.hals(f, id(2, 2, 1, 2, 3, 4), id(2, 2, 2, 1, 1, 3), 'right', true, 3, 0.1, 'random', 5, 1),
      k,
      id(2, 2, 1, 1, 1, 1),
    ),
  bpp: (k, id) =>
    changed((f) => k.bpp(f, id(2, 2, 1, -2, 3, 4), id(2, 2, 2, 1, 1, 3), 'left'), k, id(2, 2, 1, 1, 1, 1)),
  mu: (k, id) =>
    changed(
      (f) => k.mu(f, id(2, 2, 1, 2, 3, 4), Uint32Array.of(id(2, 2, 2, 1, 1, 3)), Uint32Array.of(0), 3),
      k,
      id(2, 2, 1, 1, 1, 1),
    ),
  muOrthogonal: (k, id) =>
    changed((f) => k.muOrthogonal(f, id(2, 3, 1, 2, 3, 4, 5, 6), true, 2), k, id(2, 3, 1, 0.5, 0.1, 0.2, 1, 2)),
  admm: (k, id) => {
    const [f, dual] = [id(2, 2, 1, 1, 1, 1), id(2, 2)]
    const gram = id(2, 2, 2, 1, 1, 3)
    k.admm(f, dual, id(2, 2, 1, -2, 3, 4), gram, 'left', 'simplex', 'columns', Float64Array.of(1), 6, 0)
    return [...k.download64(f), ...k.download64(dual)]
  },
  pgd: (k, id) =>
    changed(
      (f) => {
        const gram = Uint32Array.of(id(2, 2, 2, 1, 1, 3))
        k.pgd(f, id(2, 2, 1, -2, 3, 4), gram, Uint32Array.of(0), 'nonnegative', 'columns', new Float64Array(), 4)
      },
      k,
      id(2, 2, 1, 1, 1, 1),
    ),
  closedForm: (k, id) =>
    changed(
      (f) => k.closedForm(f, id(2, 2, 1, -2, 3, 4), id(2, 2, 2, 1, 1, 3), id(2, 2, 1, 0, 0, 0)),
      k,
      id(2, 2, 1, 1, 1, 1),
    ),
  nnls: (k, id) => {
    const [x, residuals] = [id(2, 2), id(1, 2)]
    k.nnls(x, residuals, id(3, 2, 2, 1, 1, 3, 0, 1), id(3, 2, 1, 2, -3, 4, 1, 1))
    return [...k.download64(x), ...k.download64(residuals)]
  },
}
