import type { ProjectionKernels } from '../../../packages/deepmf/src/backend/kernels/projections.js'
import { type Calls, changed, six } from './call.js'

export const projections: Calls<ProjectionKernels> = {
  project: (k, id) => changed((f) => k.project(f, 'simplex', 'columns', Float64Array.of(1)), k, id(2, 3, ...six)),
  proximal: (k, id) => {
    const image = id(6, 1, ...six)
    const gap = k.proximal(image, 'total-variation', 'columns', 0.5, Float64Array.of(0.7, 2, 3, 1, 20))
    return [gap, ...k.download64(image)]
  },
}
