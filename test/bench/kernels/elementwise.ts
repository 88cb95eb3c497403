import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { Case, Domain } from './case.js'

const SCALAR =
  'one elementary function, computed number by number from the same source on every platform, costs far more than its sixteen bytes'
const WHY = {
  exp: SCALAR,
  tanh: SCALAR,
  log: 'a polynomial with a division, the same on every platform, costs more than its sixteen bytes',
  sqrt: 'the core finds four roots in nine cycles',
}

export const elementwise: Domain = (quick) => {
  const [m, n] = quick ? [20, 30] : [2000, 1000]
  return [
    mapping('copy', m, n, 2, (k, y, x) => k.copy(y, x)),
    { ...mapping('transpose', m, n, 2, (k, _, x, t) => k.transpose(t, x)) },
    mapping('fill', m, n, 1, (k, y) => k.fill(y, 0.5)),
    mapping('axpby', m, n, 3, (k, y, x) => k.axpby(y, 0.5, x, 0.5)),
    // Factors of one, so that the numbers stay what they are however often it runs.
    mapping('hadamard', m, n, 3, (k, y, _x, _t, _rows, _columns, ones) => k.hadamard(y, ones)),
    mapping('scaleRows', m, n, 2, (k, y, _x, _t, rows) => k.scaleRows(y, rows)),
    mapping('scaleColumns', m, n, 2, (k, y, _x, _t, _rows, columns) => k.scaleColumns(y, columns)),
    ...(['exp', 'tanh', 'log', 'sqrt'] as const).map((name) => ({
      ...mapping(`elementary, ${name}`, m, n, 2, (k, y, x) => k.elementary(y, x, name)),
      why: WHY[name],
    })),
    { ...mapping('power', m, n, 2, (k, y, x) => k.power(y, x, 0.7)), why: SCALAR },
  ]
}

/** A kernel from x to y (or t, of the transposed shape) that moves so many matrices. */
const mapping = (
  name: string,
  m: number,
  n: number,
  matrices: number,
  call: (k: Kernels, y: number, x: number, t: number, rows: number, columns: number, ones: number) => void,
): Case => ({
  name,
  shape: `${m} x ${n}`,
  work: { bytes: 8 * m * n * matrices },
  precision: 64,
  prepare: (workspace) => {
    const [x, y, t] = [workspace.filled(m, n, 1), workspace.filled(m, n, 2), workspace.zeros(n, m)]
    const [rows, columns, ones] = [workspace.zeros(m, 1), workspace.zeros(1, n), workspace.zeros(m, n)]
    for (const matrix of [rows, columns, ones]) workspace.kernels.fill(matrix, 1)
    return () => call(workspace.kernels, y, x, t, rows, columns, ones)
  },
})
