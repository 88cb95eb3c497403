import type { ProjectionKernels } from '../../../packages/deepmf/src/backend/kernels/projections.js'
import { type Calls, changed, six } from './call.js'

export const projections: Calls<ProjectionKernels> = {
  project: (k, id) => changed((f) => k.project(f, 'simplex', 'columns', Float64Array.of(1)), k, id(2, 3, ...six)),
}
