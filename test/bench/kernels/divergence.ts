import type { Case, Domain } from './case.js'

const FLOOR = 1e-16
const LOGARITHMS = 'a division and a logarithm for every entry, of the same bits everywhere, stand beside the product'

export const divergence: Domain = (quick) => {
  const sizes: [m: number, n: number, r: number][] = quick
    ? [[20, 30, 4]]
    : [
        [361, 2429, 49],
        [2000, 1000, 20],
      ]
  return sizes.flatMap(([m, n, r]) => [
    update('right', 'multiplicative', 1, m, n, r),
    update('left', 'multiplicative', 1, m, n, r),
    update('right', 'newton', 2, m, n, r),
    value(m, n, r),
  ])
}

/** An update for Kullback-Leibler; counted are its products with the data, two for each gradient. */
function update(
  side: 'left' | 'right',
  method: 'multiplicative' | 'newton',
  passes: number,
  m: number,
  n: number,
  r: number,
): Case {
  return {
    name: `divergenceUpdate, ${method}, ${side}`,
    shape: `${m} x ${n}, rank ${r}`,
    work: { flops: 4 * m * n * r * passes },
    precision: 64,
    why: 'a division for every entry, and rank-sized sweeps of Newton steps, stand beside the products',
    prepare: (workspace) => {
      const { kernels } = workspace
      const [x, w, h] = [workspace.filled(m, n, 1), workspace.filled(m, r, 2), workspace.filled(r, n, 3)]
      const [f, other] = side === 'left' ? [w, h] : [h, w]
      const start = side === 'left' ? workspace.filled(m, r, 2) : workspace.filled(r, n, 3)
      return () => {
        kernels.copy(f, start)
        kernels.divergenceUpdate(f, other, x, 0, 'all', side, 1, FLOOR, 1, 0, method, passes)
      }
    },
  }
}

function value(m: number, n: number, r: number): Case {
  return {
    name: 'betaDivergence, 1',
    shape: `${m} x ${n}, rank ${r}`,
    work: { flops: 2 * m * n * r },
    precision: 64,
    why: LOGARITHMS,
    prepare: (workspace) => {
      const { kernels } = workspace
      const [x, w, h] = [workspace.filled(m, n, 1), workspace.filled(m, r, 2), workspace.filled(r, n, 3)]
      return () => kernels.betaDivergence(x, w, h, 0, 'all', 1, FLOOR)
    },
  }
}
