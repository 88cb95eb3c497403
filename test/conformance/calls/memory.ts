import type { MemoryKernels } from '../../../packages/deepmf/src/backend/kernels/memory.js'
import { type Calls, growth, six } from './call.js'

export const memory: Calls<MemoryKernels> = {
  upload64: (k, id) => [...k.download64(id(2, 3, ...six))],
  upload32: (k) => {
    const matrix = k.upload32(1, 2, Float32Array.of(0.1, 2))
    const back = [...k.download32(matrix)]
    k.release(matrix)
    return back
  },
  allocate: (k, id) => [...k.download64(id(2, 2))],
  download64: (k, id) => k.download64(id(1, 2, 3, 4)).constructor.name,
  download32: (k) => {
    const matrix = k.allocate(2, 2, 32)
    const back = k.download32(matrix).constructor.name
    k.release(matrix)
    return back
  },
  release: (k) => k.release(k.allocate(1, 1, 64)),
  liveMatrices: (k, id) =>
    growth(
      () => k.liveMatrices(),
      () => id(1, 1),
    ),
  liveBytes: (k, id) =>
    growth(
      () => k.liveBytes(),
      () => id(3, 3),
    ),
}
