import type { Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

// Operations are those of the textbook's count; a triangle that is a mirror counts once.

export const small: Domain = (quick) => {
  const orders = quick ? [8] : [25, 50, 100, 200]
  const sketches: [m: number, n: number, rank: number][] = quick ? [[30, 20, 2]] : [[2000, 1000, 20]]
  const tall: [m: number, n: number][] = quick ? [[30, 8]] : [[2429, 49]]
  return [
    ...orders.map(spectralNorm),
    ...orders.map(cholesky),
    ...orders.map(choleskySolve),
    ...orders.map(inverse),
    ...orders.map(inverseDefinite),
    ...orders.map(logDeterminant),
    ...orders.map(solveGeneral),
    ...orders.map(symmetricEigen),
    ...orders.map((r) => svd(r, r)),
    ...tall.flatMap(([m, n]) => [
      qr(m, n),
      svd(m, n),
      singularValues(m, n),
      pseudoInverse(m, n),
      leastSquares(m, n),
      shrinkSingularValues(m, n),
    ]),
    ...sketches.map(truncatedSvd),
  ]
}

/** A Gram matrix plus the identity. */
function definite(workspace: Workspace, r: number): number {
  const { kernels } = workspace
  const [a, gram] = [workspace.filled(4 * r, r, 1), workspace.zeros(r, r)]
  kernels.gram(gram, a, true, 1, 0)
  kernels.addDiagonal(gram, 1)
  return gram
}

/** A case with one square matrix, which is positive definite. */
const onSquare = (
  name: string,
  r: number,
  flops: number,
  call: (workspace: Workspace, gram: number) => () => void,
  why?: string,
): Case => ({
  name,
  shape: `${r} x ${r}`,
  work: { flops },
  precision: 64,
  prepare: (workspace) => call(workspace, definite(workspace, r)),
  ...(why === undefined ? {} : { why }),
})

const STEPS =
  'each step waits for the one before: a reflection needs the norm of a column that the last one changed, a rotation the last rotation; every step reads the matrix once'

const ELIMINATION = 'elimination updates the whole rest of the matrix for each pivot, so it is bound by the cache'
const FACTOR =
  'a column waits for the square root and the division of the one before; rows of the triangle are on average half a tile wide'

const spectralNorm = (r: number) =>
  onSquare(
    'spectralNorm',
    r,
    (4 / 3) * r ** 3,
    ({ kernels }, gram) =>
      () =>
        kernels.spectralNorm(gram),
    `counted is the tridiagonal form; ${STEPS}`,
  )

const cholesky = (r: number) =>
  onSquare(
    'cholesky',
    r,
    r ** 3 / 3,
    (workspace, gram) => {
      const l = workspace.zeros(r, r)
      return () => workspace.kernels.cholesky(l, gram)
    },
    FACTOR,
  )

/** As many right-hand sides as a factor has rows. */
const choleskySolve = (r: number): Case => {
  const columns = 20 * r
  return {
    ...onSquare('choleskySolve', r, 2 * r * r * columns, (workspace, gram) => {
      const { kernels } = workspace
      const [l, b, x] = [workspace.zeros(r, r), workspace.filled(r, columns, 2), workspace.zeros(r, columns)]
      kernels.cholesky(l, gram)
      return () => {
        kernels.copy(x, b)
        kernels.choleskySolve(x, l)
      }
    }),
    shape: `${r} x ${r}, ${columns} columns`,
    why: 'sums are of all lengths up to the order, and each ends with a division; the tile is copied in and out',
  }
}

const inverse = (r: number) =>
  onSquare(
    'inverse',
    r,
    2 * r ** 3,
    (workspace, gram) => {
      const dst = workspace.zeros(r, r)
      return () => workspace.kernels.inverse(dst, gram)
    },
    ELIMINATION,
  )

const inverseDefinite = (r: number) =>
  onSquare(
    'inverseDefinite',
    r,
    r ** 3,
    (workspace, gram) => {
      const dst = workspace.zeros(r, r)
      return () => workspace.kernels.inverseDefinite(dst, gram)
    },
    'rows of triangles, on average half as long as a row: few vectors each',
  )

/** Cholesky's factor is the work. */
const logDeterminant = (r: number) =>
  onSquare(
    'logDeterminant',
    r,
    r ** 3 / 3,
    ({ kernels }, gram) =>
      () =>
        kernels.logDeterminant(gram),
    FACTOR,
  )

const solveGeneral = (r: number): Case => ({
  ...onSquare(
    'solveGeneral',
    r,
    (2 / 3) * r ** 3 + 2 * r ** 3,
    (workspace, gram) => {
      const { kernels } = workspace
      const [b, x] = [workspace.filled(r, r, 2), workspace.zeros(r, r)]
      return () => {
        kernels.copy(x, b)
        kernels.solveGeneral(x, gram)
      }
    },
    ELIMINATION,
  ),
  shape: `${r} x ${r}, ${r} columns`,
})

const symmetricEigen = (r: number) =>
  onSquare(
    'symmetricEigen',
    r,
    9 * r ** 3,
    (workspace, gram) => {
      const [values, vectors] = [workspace.zeros(1, r), workspace.zeros(r, r)]
      return () => workspace.kernels.symmetricEigen(values, vectors, gram)
    },
    STEPS,
  )

const svd = (m: number, n: number): Case => ({
  name: 'svd',
  shape: `${m} x ${n}`,
  work: { flops: 20 * n ** 3 + (m === n ? 0 : 6 * m * n * n) },
  precision: 64,
  prepare: (workspace) => {
    const a = workspace.filled(m, n, 1)
    const [u, sigma, v] = [workspace.zeros(m, n), workspace.zeros(1, n), workspace.zeros(n, n)]
    return () => workspace.kernels.svd(u, sigma, v, a)
  },
  why: STEPS,
})

/** Of a tall matrix: a kernel on it, counted as the decomposition on which it rests. */
const onTall = (
  name: string,
  m: number,
  n: number,
  flops: number,
  call: (workspace: Workspace, a: number) => () => void,
): Case => ({
  name,
  shape: `${m} x ${n}`,
  work: { flops },
  precision: 64,
  prepare: (workspace) => call(workspace, workspace.filled(m, n, 1)),
  why: STEPS,
})

const singularValues = (m: number, n: number) =>
  onTall('singularValues', m, n, (8 / 3) * n ** 3 + 2 * m * n * n, (workspace, a) => {
    const sigma = workspace.zeros(1, n)
    return () => workspace.kernels.singularValues(sigma, a)
  })

const pseudoInverse = (m: number, n: number) =>
  onTall('pseudoInverse', m, n, 20 * n ** 3 + 8 * m * n * n, (workspace, a) => {
    const dst = workspace.zeros(n, m)
    return () => workspace.kernels.pseudoInverse(dst, a, -1)
  })

const leastSquares = (m: number, n: number) =>
  onTall('leastSquares', m, n, 20 * n ** 3 + 6 * m * n * n, (workspace, a) => {
    const [b, x] = [workspace.filled(m, 10, 2), workspace.zeros(n, 10)]
    return () => workspace.kernels.leastSquares(x, a, b, -1)
  })

const shrinkSingularValues = (m: number, n: number) =>
  onTall('shrinkSingularValues', m, n, 20 * n ** 3 + 8 * m * n * n, (workspace, a) => {
    const shrunk = workspace.zeros(m, n)
    return () => {
      workspace.kernels.copy(shrunk, a)
      workspace.kernels.shrinkSingularValues(shrunk, 1)
    }
  })

const qr = (m: number, n: number): Case => ({
  name: 'qr',
  shape: `${m} x ${n}`,
  work: { flops: 4 * m * n * n },
  precision: 64,
  prepare: (workspace) => {
    const a = workspace.filled(m, n, 1)
    const [q, r] = [workspace.zeros(m, n), workspace.zeros(n, n)]
    return () => workspace.kernels.qr(q, r, a)
  },
  why: 'half of the work is in panels of 32 columns, where each reflection reads the panel twice',
})

const truncatedSvd = ([m, n, rank]: [number, number, number]): Case => ({
  name: 'truncatedSvd',
  shape: `${m} x ${n}, rank ${rank}`,
  work: { flops: 2 * m * n * (rank + 10) * 10 },
  precision: 64,
  prepare: (workspace) => {
    const a = workspace.filled(m, n, 1)
    const [u, sigma, v] = [workspace.zeros(m, rank), workspace.zeros(1, rank), workspace.zeros(n, rank)]
    return () => workspace.kernels.truncatedSvd(u, sigma, v, a, 10, 4, 1, 0)
  },
  why: 'counted are the ten products; an orthonormal basis is made after each of them',
})
