import type { ReductionKernels } from '../../../packages/deepmf/src/backend/kernels/reductions.js'
import { type Calls, changed, six } from './call.js'

export const reductions: Calls<ReductionKernels> = {
  sum: (k, id) => k.sum(id(2, 3, ...six)),
  normSquared: (k, id) => k.normSquared(id(2, 3, ...six)),
  inner: (k, id) => k.inner(id(1, 2, 0.1, 3), id(1, 2, 7, 0.3)),
  distanceSquared: (k, id) => k.distanceSquared(id(1, 2, 0.1, 3), id(1, 2, 7, 0.3)),
  rowSums: (k, id) => changed((to) => k.rowSums(to, id(2, 3, ...six)), k, id(2, 1)),
  columnSums: (k, id) => changed((to) => k.columnSums(to, id(2, 3, ...six)), k, id(1, 3)),
  rowNormsSquared: (k, id) => changed((to) => k.rowNormsSquared(to, id(2, 3, ...six)), k, id(2, 1)),
  columnNormsSquared: (k, id) => changed((to) => k.columnNormsSquared(to, id(2, 3, ...six)), k, id(1, 3)),
}
