import type { ElementwiseKernels } from '../../../packages/deepmf/src/backend/kernels/elementwise.js'
import { type Calls, changed, six } from './call.js'

export const elementwise: Calls<ElementwiseKernels> = {
  copy: (k, id) => changed((to) => k.copy(to, id(2, 3, ...six)), k, id(2, 3)),
  transpose: (k, id) => changed((to) => k.transpose(to, id(2, 3, ...six)), k, id(3, 2)),
  fill: (k, id) => changed((to) => k.fill(to, 0.1), k, id(2, 2)),
  axpby: (k, id) => changed((y) => k.axpby(y, 0.1, id(2, 3, ...six), 0.3), k, id(2, 3, ...six)),
  hadamard: (k, id) => changed((y) => k.hadamard(y, id(2, 3, ...six)), k, id(2, 3, 0.1, 2, 3, 4, 5, 6)),
  scaleRows: (k, id) => changed((a) => k.scaleRows(a, id(2, 1, 0.1, 3)), k, id(2, 3, ...six)),
  scaleColumns: (k, id) => changed((a) => k.scaleColumns(a, id(1, 3, 0.1, 3, 7)), k, id(2, 3, ...six)),
  addDiagonal: (k, id) => changed((a) => k.addDiagonal(a, 0.1), k, id(2, 2, 1, 2, 3, 4)),
  elementary: (k, id) => changed((to) => k.elementary(to, id(2, 3, ...six), 'tanh'), k, id(2, 3)),
  power: (k, id) => changed((to) => k.power(to, id(1, 2, 2, 5), 0.3), k, id(1, 2)),
}
