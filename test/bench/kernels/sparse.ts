import { uniformEntries } from '../uniform.js'
import type { Entries, Precision } from '../workspace.js'
import type { Case, Domain } from './case.js'

/** Terms x documents of the size of a small collection, and of one whose factors are far larger than any cache. */
export const sparse: Domain = (quick) => {
  const terms = quick ? drawn(40, 30, 200) : drawn(41_681, 7094, 224_000)
  const wide = quick ? drawn(60, 50, 300) : drawn(400_000, 400_000, 4_000_000)
  const ranks = quick ? [3] : [5, 20, 49, 100]
  const twenty = quick ? 3 : 20
  return [
    ...ranks.flatMap((r) => [left(terms, r, 64), right(terms, r, 64)]),
    left(terms, twenty, 32),
    right(terms, twenty, 32),
    left(wide, twenty, 64),
    right(wide, twenty, 64),
    residual(terms, twenty, 64),
    residual(terms, twenty, 32),
    sums(terms),
  ]
}

const nameOf = ({ rows, cols, values }: Entries) => `${rows} x ${cols}, ${values.length} entries`

/**
 * Bytes that a product touches: the entries of X, a row of the dense factor for each of them, and the result. A
 * streaming read of as many is the limit, though rows of a factor that fits a cache come from there.
 */
const touched = ({ values }: Entries, r: number, outputs: number, precision: Precision) => ({
  bytes: values.length * (4 + (precision / 8) * (1 + r)) + (precision / 8) * outputs,
})

const GATHERED = 'each row of the factor lies anywhere in memory: it costs its latency, and a line of the cache or two'

/** WᵀX. */
function left(entries: Entries, r: number, precision: Precision): Case {
  const { rows, cols } = entries
  return {
    name: `sparse WᵀX f${precision}`,
    shape: `${nameOf(entries)}, r = ${r}`,
    work: touched(entries, r, r * cols, precision),
    precision,
    why: GATHERED,
    prepare: (workspace) => {
      const [x, w] = [workspace.sparse(entries, precision), workspace.filled(rows, r, 1, precision)]
      const c = workspace.zeros(r, cols, precision)
      return () => workspace.kernels.denseTimesSparse(c, true, 1, w, x, 0)
    },
  }
}

/** XHᵀ. */
function right(entries: Entries, r: number, precision: Precision): Case {
  const { rows, cols } = entries
  return {
    name: `sparse XHᵀ f${precision}`,
    shape: `${nameOf(entries)}, r = ${r}`,
    work: touched(entries, r, r * rows, precision),
    precision,
    why: GATHERED,
    prepare: (workspace) => {
      const [x, h] = [workspace.sparse(entries, precision), workspace.filled(r, cols, 2, precision)]
      const c = workspace.zeros(rows, r, precision)
      return () => workspace.kernels.sparseTimesDense(c, x, true, 1, h, 0)
    },
  }
}

/** ‖X − WH‖² where nearly everything cancels. */
function residual(entries: Entries, r: number, precision: Precision): Case {
  const { rows, cols } = entries
  return {
    name: `sparse residualSquared f${precision}`,
    shape: `${nameOf(entries)}, r = ${r}`,
    work: touched(entries, r, 0, precision),
    precision,
    why: 'summed in twice the precision: some twenty operations for each product in float64, and no vectors',
    prepare: (workspace) => {
      const [x, w] = [workspace.sparse(entries, precision), workspace.filled(rows, r, 1, precision)]
      const h = workspace.filled(r, cols, 2, precision)
      return () => workspace.kernels.sparseResidualSquared(x, w, h)
    },
  }
}

function sums(entries: Entries): Case {
  return {
    name: 'sparse rowSums f64',
    shape: nameOf(entries),
    work: { bytes: 8 * (entries.values.length + 2 * entries.rows) },
    precision: 64,
    why: 'an addition waits for the one before it, and lines are short',
    prepare: (workspace) => {
      const [x, to] = [workspace.sparse(entries), workspace.zeros(entries.rows, 1)]
      return () => workspace.kernels.sparseRowSums(to, x)
    },
  }
}

/** Entries in rows that are the more often chosen the smaller their number, as words are. */
function drawn(rows: number, cols: number, count: number): Entries {
  const [dice, places] = [uniformEntries(count, 5), uniformEntries(count, 6)]
  return {
    rows,
    cols,
    rowIndices: Uint32Array.from(dice, (value) => Math.floor(rows * value ** 3)),
    columnIndices: Uint32Array.from(places, (value) => Math.floor(cols * value)),
    values: uniformEntries(count, 7),
  }
}
