import type { TensorKernels } from '../../../packages/deepmf/src/backend/kernels/tensor.js'
import { type Calls, changed, six } from './call.js'

export const tensor: Calls<TensorKernels> = {
  khatriRao: (k, id) => changed((out) => k.khatriRao(out, id(2, 2, 0.1, 2, 3, 4), id(3, 2, ...six)), k, id(6, 2)),
  contractColumns: (k, id) =>
    changed((out) => k.contractColumns(out, id(6, 1, ...six), id(2, 1, 0.1, 3), true), k, id(3, 1)),
  unfold: (k, id) => changed((dst) => k.unfold(dst, id(2, 3, ...six), 1, 3), k, id(2, 3)),
}
