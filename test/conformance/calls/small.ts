import type { SmallKernels } from '../../../packages/deepmf/src/backend/kernels/small.js'
import { type Calls, changed } from './call.js'

const definite = [5, 1, 0, 1, 4, 2, 0, 2, 6]
const square = [1, 2, 0, 4, 3, 1, 0, 1, -5]
const six = [1, -2, 3, 4, 5.5, -6]

export const small: Calls<SmallKernels> = {
  spectralNorm: (k, id) => k.spectralNorm(id(3, 3, 2, 1, 0, 1, 3, 1, 0, 1, -5)),
  cholesky: (k, id) => changed((l) => k.cholesky(l, id(3, 3, ...definite)), k, id(3, 3)),
  choleskySolve: (k, id) => changed((x) => k.choleskySolve(x, id(2, 2, 3, 0, 1, 2)), k, id(2, 3, ...six)),
  inverseDefinite: (k, id) => changed((to) => k.inverseDefinite(to, id(3, 3, ...definite)), k, id(3, 3)),
  logDeterminant: (k, id) => k.logDeterminant(id(3, 3, ...definite)),
  symmetricEigen: (k, id) => {
    const [values, vectors] = [id(3, 1), id(3, 3)]
    k.symmetricEigen(values, vectors, id(3, 3, ...definite))
    return [...k.download64(values), ...k.download64(vectors)]
  },
  svd: (k, id) => {
    const [u, sigma, v] = [id(2, 2), id(1, 2), id(3, 2)]
    k.svd(u, sigma, v, id(2, 3, ...six))
    return [u, sigma, v].map((part) => [...k.download64(part)])
  },
  singularValues: (k, id) => changed((sigma) => k.singularValues(sigma, id(2, 3, ...six)), k, id(1, 2)),
  truncatedSvd: (k, id) => {
    const [u, sigma, v] = [id(3, 1), id(1, 1), id(3, 1)]
    k.truncatedSvd(u, sigma, v, id(3, 3, ...square), 1, 3, 2 ** 53 - 1, 7)
    return [u, sigma, v].map((part) => [...k.download64(part)])
  },
  sparseTruncatedSvd: (k, id) => {
    const x = k.sparseAllocate(3, 3, 4, 64, 'entries')
    k.sparseAppendEntries64(x, Uint32Array.of(0, 1, 2, 0), Uint32Array.of(2, 0, 2, 1), Float64Array.of(1.5, -2, 3, 0.1))
    k.sparseFinish(x)
    const [u, sigma, v] = [id(3, 1), id(1, 1), id(3, 1)]
    k.sparseTruncatedSvd(u, sigma, v, x, 1, 3, 2 ** 53 - 1, 7)
    k.release(x)
    return [u, sigma, v].map((part) => [...k.download64(part)])
  },
  qr: (k, id) => {
    const [q, r] = [id(3, 2), id(2, 2)]
    k.qr(q, r, id(3, 2, ...six))
    return [...k.download64(q), ...k.download64(r)]
  },
  solveGeneral: (k, id) => changed((x) => k.solveGeneral(x, id(3, 3, ...square)), k, id(3, 2, ...six)),
  inverse: (k, id) => changed((to) => k.inverse(to, id(3, 3, ...square)), k, id(3, 3)),
  pseudoInverse: (k, id) => {
    const to = id(3, 2)
    return [k.pseudoInverse(to, id(2, 3, ...six), -1), ...k.download64(to)]
  },
  leastSquares: (k, id) => {
    const x = id(3, 1)
    return [k.leastSquares(x, id(2, 3, ...six), id(2, 1, 3, 4), -1), ...k.download64(x)]
  },
  shrinkSingularValues: (k, id) => {
    const a = id(2, 3, ...six)
    return [k.shrinkSingularValues(a, 4), ...k.download64(a)]
  },
}
