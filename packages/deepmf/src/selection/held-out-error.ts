import { requireBackend } from '../backend/select.js'
import { targetOf } from '../divergence/data.js'
import { floorOf } from '../divergence/descent.js'
import { isSparseMatrix, onBackend, valueOn } from '../matrix/internals.js'
import type { Matrix } from '../matrix/matrix.js'
import type { SparseMatrix } from '../matrix/sparse/sparse-matrix.js'
import type { NMFFit } from '../models/nmf/fit.js'

/** What an error is taken of. */
export interface Measured {
  readonly X: Matrix | SparseMatrix
  /** 1 for the entries that count; sparse where X is, storing those alone. */
  readonly mask: Matrix | SparseMatrix
  readonly beta: number
  /** With beta <= 0: entries below it are raised to it. */
  readonly floor: number | undefined
}

/** The mean error of a fit over some entries: the squared error, or the divergence where beta is not 2. */
export function meanError({ W, H, backend: name }: NMFFit, { X, mask, beta, floor }: Measured): number {
  const target = targetOf(X, { matrix: mask, converted: false }, beta, floor, 'refuse')
  const backend = requireBackend(name)
  const { kernels } = backend
  try {
    const [w, h, weights] = [W, H, mask].map((matrix) => onBackend(matrix, backend)) as [number, number, number]
    const x = valueOn(target.data, backend).id
    const added = floorOf(X.precision, target.mean as number)
    const total = kernels.betaDivergence(x, w, h, weights, target.cells, beta, added)
    const count = isSparseMatrix(mask) ? mask.entries : kernels.sum(weights)
    return ((beta === 2 ? 2 : 1) * total) / count
  } finally {
    for (const matrix of target.temporaries) matrix.dispose()
  }
}
