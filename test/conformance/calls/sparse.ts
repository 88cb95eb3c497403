import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { SparseKernels } from '../../../packages/deepmf/src/backend/kernels/sparse.js'
import { type Calls, changed, six } from './call.js'

const [rows, columns, values] = [
  [0, 1, 1, 0],
  [2, 0, 2, 2],
  [1.5, -2, 3, 0.1],
] as const

/** Applies `use` to [[0, 0, 1.6], [-2, 0, 3]] and releases it. */
function onSample<R>(k: Kernels, use: (x: number) => R): R {
  const x = k.sparseAllocate(2, 3, 4, 64, 'entries')
  k.sparseAppendEntries64(x, Uint32Array.from(rows), Uint32Array.from(columns), Float64Array.from(values))
  k.sparseFinish(x)
  return released(k, x, use)
}

function released<R>(k: Kernels, x: number, use: (x: number) => R): R {
  const result = use(x)
  k.release(x)
  return result
}

const entries = (k: Kernels) => (x: number) => [
  [...k.sparseStarts(x)],
  [...k.sparseIndices(x)],
  [...k.sparseValues64(x)],
]

export const sparse: Calls<SparseKernels> = {
  sparseAllocate: (k) => released(k, k.sparseAllocate(2, 3, 4, 64, 'rows'), (x) => k.sparseFinish(x)),
  sparseAppendRows64: (k) =>
    released(k, k.sparseAllocate(2, 3, 4, 64, 'rows'), (x) => {
      k.sparseAppendRows64(x, Uint32Array.of(1, 2), Uint32Array.of(2, 1, 0), Float64Array.of(1, 2, 3))
      k.sparseFinish(x)
      return entries(k)(x)
    }),
  sparseAppendRows32: (k) =>
    released(k, k.sparseAllocate(2, 3, 4, 32, 'rows'), (x) => {
      k.sparseAppendRows32(x, Uint32Array.of(1), Uint32Array.of(2), Float32Array.of(0.1))
      k.sparseFinish(x)
      return [...k.sparseValues32(x)]
    }),
  sparseAppendEntries64: (k) => onSample(k, entries(k)),
  sparseAppendEntries32: (k) =>
    released(k, k.sparseAllocate(2, 3, 4, 32, 'entries'), (x) => {
      k.sparseAppendEntries32(x, Uint32Array.of(1, 1), Uint32Array.of(2, 2), Float32Array.of(0.1, 0.3))
      return [k.sparseFinish(x), ...k.sparseValues32(x)]
    }),
  sparseFinish: (k) => released(k, k.sparseAllocate(5, 3, 4, 64, 'entries'), (x) => k.sparseFinish(x)),
  sparseEntries: (k) => onSample(k, (x) => k.sparseEntries(x)),
  sparseStarts: (k) => onSample(k, (x) => [k.sparseStarts(x).constructor.name, ...k.sparseStarts(x)]),
  sparseIndices: (k) => onSample(k, (x) => [k.sparseIndices(x).constructor.name, ...k.sparseIndices(x)]),
  sparseValues64: (k) => onSample(k, (x) => k.sparseValues64(x).constructor.name),
  sparseValues32: (k) =>
    released(k, k.sparseAllocate(2, 3, 0, 32, 'rows'), (x) => {
      k.sparseFinish(x)
      return k.sparseValues32(x).constructor.name
    }),
  sparseTransposed: (k) => onSample(k, (x) => released(k, k.sparseTransposed(x), entries(k))),
  sparseScaled: (k, id) => onSample(k, (x) => released(k, k.sparseScaled(x, id(2, 1, 0.1, 3), 0), entries(k))),
  sparseElementary: (k) => onSample(k, (x) => released(k, k.sparseElementary(x, 'tanh'), entries(k))),
  sparseSampled: (k, id) =>
    onSample(k, (x) => released(k, k.sparseSampled(x, id(2, 1, 0.1, 3), id(1, 3, 0.3, 2, 7)), entries(k))),
  sparseTimesDense: (k, id) =>
    onSample(k, (x) =>
      changed((c) => k.sparseTimesDense(c, x, true, 0.1, id(2, 3, ...six), 2), k, id(2, 2, 1, 2, 3, 4)),
    ),
  denseTimesSparse: (k, id) =>
    onSample(k, (x) => changed((c) => k.denseTimesSparse(c, true, 1, id(2, 1, 0.1, 3), x, 0), k, id(1, 3))),
  sparseResidualSquared: (k, id) =>
    onSample(k, (x) => k.sparseResidualSquared(x, id(2, 1, 0.1, 3), id(1, 3, 0.3, 2, 7))),
  sparseDistanceSquared: (k, id) => onSample(k, (x) => k.sparseDistanceSquared(x, id(2, 3, ...six))),
  sparseToDense: (k, id) => onSample(k, (x) => changed((to) => k.sparseToDense(to, x), k, id(2, 3, ...six))),
  sparseColumns: (k, id) =>
    onSample(k, (x) => changed((to) => k.sparseColumns(to, x, Uint32Array.of(2, 0)), k, id(2, 2, 1, 2, 3, 4))),
  sparseSum: (k) => onSample(k, (x) => k.sparseSum(x)),
  sparseNormSquared: (k) => onSample(k, (x) => k.sparseNormSquared(x)),
  sparseLargest: (k) => onSample(k, (x) => k.sparseLargest(x)),
  sparseFirstNegative: (k) => onSample(k, (x) => k.sparseFirstNegative(x)),
  sparseRowSums: (k, id) => onSample(k, (x) => changed((to) => k.sparseRowSums(to, x), k, id(2, 1))),
  sparseColumnSums: (k, id) => onSample(k, (x) => changed((to) => k.sparseColumnSums(to, x), k, id(1, 3))),
  sparseRowNormsSquared: (k, id) => onSample(k, (x) => changed((to) => k.sparseRowNormsSquared(to, x), k, id(2, 1))),
  sparseColumnNormsSquared: (k, id) =>
    onSample(k, (x) => changed((to) => k.sparseColumnNormsSquared(to, x), k, id(1, 3))),
  sparseSnpaRound: (k, id) => {
    const h = id(2, 3)
    return onSample(k, (x) => [k.sparseSnpaRound(h, id(2, 3), id(2, 3), x, new Uint32Array(), 50), ...k.download64(h)])
  },
}
