import type { ProductKernels } from '../../../packages/deepmf/src/backend/kernels/products.js'
import { type Calls, changed, six } from './call.js'

export const products: Calls<ProductKernels> = {
  gemm: (k, id) =>
    changed((c) => k.gemm(c, true, false, 0.1, id(2, 3, ...six), id(2, 3, ...six), 2), k, id(3, 3, ...six, 7, 8, 9)),
  gram: (k, id) => changed((c) => k.gram(c, id(2, 3, ...six), true, 0.1, 0), k, id(3, 3)),
  residualSquared: (k, id) => k.residualSquared(id(2, 2, 1, 2, 3, 4), id(2, 3, ...six), id(3, 2, ...six)),
}
