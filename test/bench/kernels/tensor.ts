import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { Case, Domain } from './case.js'

// What a sweep of a decomposition in 20 components does beside its products with the tensor.

const WRITES = 'nearly all that it moves is written, and a cache line is read before it is written'

export const tensor: Domain = (quick) => {
  const [m, n, r] = quick ? [5, 6, 3] : [300, 300, 20]
  const depth = quick ? 4 : 30
  const rows = m * n
  return [
    { ...columnwise('khatriRao', m, n, r, (k, y, z, x) => k.khatriRao(y, z, x)), why: WRITES },
    columnwise('contractColumns, leading', m, n, r, (k, y, z, x) => k.contractColumns(x, y, z, true)),
    columnwise('contractColumns, trailing', m, n, r, (k, y, z, x) => k.contractColumns(x, y, z, false)),
    {
      name: 'unfold, the mode in the middle',
      shape: `${m} x ${n} x ${depth}`,
      work: { bytes: 8 * 2 * rows * depth },
      precision: 64,
      prepare: (workspace) => {
        const [dst, src] = [workspace.zeros(n, m * depth), workspace.filled(rows, depth, 1)]
        return () => workspace.kernels.unfold(dst, src, m, depth)
      },
    },
  ]
}

/** A kernel on a large matrix y of m n rows and the factors z and x of m and n rows. */
const columnwise = (
  name: string,
  m: number,
  n: number,
  r: number,
  call: (k: Kernels, y: number, z: number, x: number) => void,
): Case => ({
  name,
  shape: `${m} and ${n} rows of ${r}`,
  work: { bytes: 8 * (m * n + m + n) * r },
  precision: 64,
  prepare: (workspace) => {
    const [y, z, x] = [workspace.filled(m * n, r, 1), workspace.filled(m, r, 2), workspace.filled(n, r, 3)]
    return () => call(workspace.kernels, y, z, x)
  },
})
