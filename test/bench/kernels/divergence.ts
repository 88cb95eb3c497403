import { uniformEntries } from '../uniform.js'
import type { Entries } from '../workspace.js'
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
    ...OTHERS.map((beta) => update('right', 'multiplicative', 1, m, n, r, { beta })),
    update('right', 'newton', 2, m, n, r, { weighted: true }),
    ...(['all', 'stored'] as const).map((cells) => onEntries(cells, m, n, r)),
  ])
}

/** Itakura-Saito, and a power between. */
const OTHERS = [0, 0.5] as const
const POWERS = 'a division for every entry, and a power where beta is not whole, stand beside the products'

/** An update for Kullback-Leibler; counted are its products with the data, two for each gradient. */
function update(
  side: 'left' | 'right',
  method: 'multiplicative' | 'newton',
  passes: number,
  m: number,
  n: number,
  r: number,
  { beta = 1, weighted = false }: { beta?: number; weighted?: boolean } = {},
): Case {
  const which = `${beta === 1 ? '' : `, beta ${beta}`}${weighted ? ', weights' : ''}`
  return {
    name: `divergenceUpdate, ${method}, ${side}${which}`,
    shape: `${m} x ${n}, rank ${r}`,
    work: { flops: 4 * m * n * r * passes },
    precision: 64,
    why:
      beta === 1
        ? 'a division for every entry, and rank-sized sweeps of Newton steps, stand beside the products'
        : POWERS,
    prepare: (workspace) => {
      const { kernels } = workspace
      const [x, w, h] = [workspace.filled(m, n, 1), workspace.filled(m, r, 2), workspace.filled(r, n, 3)]
      const [f, other] = side === 'left' ? [w, h] : [h, w]
      const start = side === 'left' ? workspace.filled(m, r, 2) : workspace.filled(r, n, 3)
      const weights = weighted ? workspace.filled(m, n, 4) : 0
      return () => {
        kernels.copy(f, start)
        kernels.divergenceUpdate(f, other, x, weights, 'all', side, beta, FLOOR, 1, 0, method, passes)
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

/** Of sparse data with an entry in twenty cells; counted are the products at the entries. */
function onEntries(cells: 'all' | 'stored', m: number, n: number, r: number): Case {
  const entries = scattered(m, n, Math.ceil((m * n) / 20))
  return {
    name: `divergenceUpdate, newton, right, sparse, ${cells} cells`,
    shape: `${m} x ${n}, ${entries.values.length} entries, rank ${r}`,
    work: { flops: 4 * entries.values.length * r * 2 },
    precision: 64,
    why: 'rows of the other factor are gathered entry by entry, and rank-sized sweeps of Newton steps stand beside the products',
    prepare: (workspace) => {
      const { kernels } = workspace
      const [x, w] = [workspace.sparse(entries), workspace.filled(m, r, 2)]
      const [h, start] = [workspace.zeros(r, n), workspace.filled(r, n, 3)]
      return () => {
        kernels.copy(h, start)
        kernels.divergenceUpdate(h, w, x, 0, cells, 'right', 1, FLOOR, 1, 0, 'newton', 2)
      }
    },
  }
}

/** Entries anywhere. */
function scattered(rows: number, cols: number, count: number): Entries {
  const at = (size: number, seed: number) => Uint32Array.from(uniformEntries(count, seed), (x) => Math.floor(size * x))
  return { rows, cols, rowIndices: at(rows, 5), columnIndices: at(cols, 6), values: uniformEntries(count, 7) }
}
