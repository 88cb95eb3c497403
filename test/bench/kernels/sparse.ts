import { uniformEntries } from '../uniform.js'
import type { Entries, Precision, Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

/** Terms x documents of the size of a small collection, and of one whose factors are far larger than any cache. */
export const sparse: Domain = (quick) => {
  const terms = quick ? drawn(40, 30, 200) : drawn(41_681, 7094, 224_000)
  const wide = quick ? drawn(60, 50, 300) : drawn(400_000, 400_000, 4_000_000)
  // What becomes dense, or has as many weights as columns and rows, is of a few thousand rows.
  const few = drawn(2000, 1000, 60_000)
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
    sums('sparseRowSums', terms, terms.rows),
    sums('sparseColumnSums', terms, terms.cols),
    sums('sparseRowNormsSquared', terms, terms.rows),
    sums('sparseColumnNormsSquared', terms, terms.cols),
    ...WHOLE.map((name) => whole(name, terms)),
    building(terms),
    scaled(terms),
    logarithms(terms),
    sampled(terms, twenty),
    distance(quick ? terms : few),
    written(quick ? terms : few),
    columns(terms),
    singularVectors(terms, quick ? 2 : 10),
    snpa(quick ? terms : few, twenty),
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

function sums(
  name: 'sparseRowSums' | 'sparseColumnSums' | 'sparseRowNormsSquared' | 'sparseColumnNormsSquared',
  entries: Entries,
  results: number,
): Case {
  return {
    name: `${name} f64`,
    shape: nameOf(entries),
    work: { bytes: 8 * (entries.values.length + 2 * results) },
    precision: 64,
    why: SHORT,
    prepare: (workspace) => {
      const [x, to] = [workspace.sparse(entries), workspace.zeros(results, 1)]
      return () => workspace.kernels[name](to, x)
    },
  }
}

const SHORT = 'an addition waits for the one before it, and lines are short'

/** Reads of all values. */
const WHOLE = ['sparseSum', 'sparseNormSquared', 'sparseLargest', 'sparseFirstNegative'] as const

const whole = (name: (typeof WHOLE)[number], entries: Entries): Case =>
  onSparse(name, entries, 8 * entries.values.length, 'numbers are looked at one by one', ({ kernels }, x) => () => {
    kernels[name](x)
  })

/** A kernel on one sparse matrix in float64, which moves so many bytes. */
const onSparse = (
  name: string,
  entries: Entries,
  bytes: number,
  why: string,
  prepare: (workspace: Workspace, x: number) => () => void,
): Case => ({
  name: `${name} f64`,
  shape: nameOf(entries),
  work: { bytes },
  precision: 64,
  why,
  prepare: (workspace) => prepare(workspace, workspace.sparse(entries)),
})

/** An index and a value in each of the two orders. */
const inBothOrders = ({ values }: Entries) => 2 * 12 * values.length

/** From entries in any order to both orders; counted is what is kept, once. */
const building = (entries: Entries): Case =>
  onSparse(
    'fromCOO',
    entries,
    inBothOrders(entries),
    'entries are counted, placed and sorted, in both orders',
    ({ kernels }) => {
      const { rows, cols, rowIndices, columnIndices, values } = entries
      return () => {
        const x = kernels.sparseAllocate(rows, cols, values.length, 64, 'entries')
        kernels.sparseAppendEntries64(x, rowIndices, columnIndices, values)
        kernels.sparseFinish(x)
        kernels.release(x)
      }
    },
  )

const COPIED = 'a new matrix is made, and fresh memory costs more than reading'

const scaled = (entries: Entries): Case =>
  onSparse('sparseScaled', entries, 2 * inBothOrders(entries), COPIED, (workspace, x) => {
    const { kernels } = workspace
    const [d, e] = [workspace.filled(entries.rows, 1, 1), workspace.filled(1, entries.cols, 2)]
    return () => kernels.release(kernels.sparseScaled(x, d, e))
  })

const logarithms = (entries: Entries): Case =>
  onSparse(
    'sparseElementary, log',
    entries,
    2 * inBothOrders(entries),
    'a logarithm for every entry',
    ({ kernels }, x) => {
      return () => kernels.release(kernels.sparseElementary(x, 'log'))
    },
  )

/** W H where X has entries. */
const sampled = (entries: Entries, r: number): Case => ({
  ...onSparse(
    'sparseSampled',
    entries,
    entries.values.length * 8 * (2 * r + 3),
    'two rows of factors for each entry, which lie anywhere, and a sum of few terms',
    (workspace, x) => {
      const { kernels } = workspace
      const [w, h] = [workspace.filled(entries.rows, r, 1), workspace.filled(r, entries.cols, 2)]
      return () => kernels.release(kernels.sparseSampled(x, w, h))
    },
  ),
  shape: `${nameOf(entries)}, r = ${r}`,
})

/** ‖X − A‖² for a dense A. */
const distance = (entries: Entries): Case =>
  onSparse('sparseDistanceSquared', entries, 8 * entries.rows * entries.cols, SHORT, (workspace, x) => {
    const a = workspace.filled(entries.rows, entries.cols, 1)
    return () => workspace.kernels.sparseDistanceSquared(x, a)
  })

const written = (entries: Entries): Case =>
  onSparse(
    'sparseToDense',
    entries,
    8 * entries.rows * entries.cols + 12 * entries.values.length,
    'zeros first, then entries one by one',
    (workspace, x) => {
      const to = workspace.zeros(entries.rows, entries.cols)
      return () => workspace.kernels.sparseToDense(to, x)
    },
  )

/** Twenty of the columns, as dense ones. */
const columns = (entries: Entries): Case => {
  const chosen = Uint32Array.from({ length: 20 }, (_, j) => (7 * j) % entries.cols)
  return onSparse(
    'sparseColumns',
    entries,
    8 * entries.rows * chosen.length,
    'nearly all that it moves is written, and a cache line is read before it is written',
    (workspace, x) => {
      const to = workspace.zeros(entries.rows, chosen.length)
      return () => workspace.kernels.sparseColumns(to, x, chosen)
    },
  )
}

/** For NNDSVD; counted are the ten products. */
const singularVectors = (entries: Entries, rank: number): Case => {
  const { rows, cols } = entries
  return {
    ...onSparse(
      'sparseTruncatedSvd',
      entries,
      10 * touched(entries, rank + 10, ((rank + 10) * (rows + cols)) / 2, 64).bytes,
      `${GATHERED}; an orthonormal basis is made after each product`,
      (workspace, x) => {
        const [u, sigma, v] = [workspace.zeros(rows, rank), workspace.zeros(1, rank), workspace.zeros(cols, rank)]
        return () => workspace.kernels.sparseTruncatedSvd(u, sigma, v, x, 10, 4, 1, 0)
      },
    ),
    shape: `${nameOf(entries)}, rank ${rank}`,
  }
}

/** Rounds until so many columns are chosen; counted are the entries and the weights of every round. */
const snpa = (entries: Entries, rank: number): Case => {
  const { cols } = entries
  return {
    ...onSparse(
      'sparseSnpaRound',
      entries,
      rank * (12 * entries.values.length + 8 * cols * rank),
      'every round takes twenty steps for the weights of all columns, with a projection after each',
      (workspace, x) => {
        const [h, products] = [workspace.zeros(rank, cols), workspace.zeros(rank, cols)]
        const residuals = workspace.zeros(2, cols)
        return () => {
          const chosen: number[] = []
          while (chosen.length < rank) {
            const next = workspace.kernels.sparseSnpaRound(h, products, residuals, x, Uint32Array.from(chosen), 20)
            if (next < 0) break
            chosen.push(next)
          }
        }
      },
    ),
    shape: `${nameOf(entries)}, ${rank} rounds`,
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
