import type { Kernels } from '../backend/kernels/index.js'
import type { Arena, Value } from '../problem/arena.js'
import type { NormalEquations } from '../problem/assemble.js'
import type { Expressions } from '../problem/expressions.js'
import type { Block } from '../problem/problem.js'
import { normsSquared } from '../problem/products.js'
import type { Solver } from '../problem/solver.js'
import { download, upload } from '../problem/transfer.js'
import { hals } from './hals.js'

/**
 * Exact steps of orthogonal NMF (EM-ONMF of Pompili, Gillis, Absil and Glineur, 2014). A factor whose columns (rows) have
 * one positive entry each gets it where the inner product with the other factor's vectors, at length one, is the largest,
 * and then, if its rows (columns) are to be orthonormal, these at length one; the other factor, beside which the Gram
 * matrix is then diagonal, is exact after a single sweep over its coordinates.
 *
 * Length one changes the loss until the other factor, which these models update next, takes the scale up. A row without
 * an entry gets the sample that is explained worst among those that are not alone, which raises no loss.
 */
export function assignment(): Solver {
  const other = hals({ steps: 1 })
  return {
    name: 'auto',
    rejects: () => undefined,
    solve(kernels, block, factor, equations, arena, expressions) {
      if (!ONE_ENTRY.includes(block.constraint.projection)) {
        other.solve(kernels, block, factor, equations, arena, expressions)
        return
      }
      const along = sideOf(equations)
      const lengths = lengthsOf(arena, equations)
      assign(kernels, factor, equations.linear, lengths, along, arena)
      if (block.constraint.projection !== 'orthogonal') return
      fillEmpty(expressions, block, factor, lengths, along)
      kernels.project(factor.id, 'orthogonal', along, new Float64Array())
    },
  }
}

const ONE_ENTRY: readonly string[] = ['orthogonal', 'nonnegative-k-sparse']

/** A sample whose distance to its vector is below that share of its length is as good as on it. */
const NEGLIGIBLE = { 64: 1e-10, 32: 1e-5 } as const

/** Whether rows or columns of the factor belong to the vectors of the other one. */
type Along = 'rows' | 'columns'

const sideOf = ({ left }: NormalEquations): Along => (left[0] === undefined ? 'columns' : 'rows')

/** The lengths of the other factor's vectors. */
function lengthsOf(arena: Arena, { left, right }: NormalEquations): Float64Array {
  const gram = (left[0] ?? right[0]) as Value
  const entries = download(arena, gram)
  return Float64Array.from({ length: gram.rows }, (_, k) => Math.sqrt(entries[k * gram.rows + k] as number))
}

/** f = for every sample w_kᵀx / ‖w_k‖² in the place k where w_kᵀx / ‖w_k‖ is the largest and above 0. */
function assign(kernels: Kernels, f: Value, linear: Value, lengths: Float64Array, along: Along, arena: Arena): void {
  const inverse = lengths.map((length) => (length > 0 ? 1 / length : 0))
  const scale = along === 'rows' ? upload(arena, f.rows, 1, inverse) : upload(arena, 1, f.cols, inverse)
  const scaled = () => (along === 'rows' ? kernels.scaleRows(f.id, scale.id) : kernels.scaleColumns(f.id, scale.id))
  kernels.copy(f.id, linear.id)
  scaled()
  const across = along === 'rows' ? 'columns' : 'rows'
  kernels.project(f.id, 'nonnegative-k-sparse', across, Float64Array.of(1))
  scaled()
  arena.discard(scale)
}

function fillEmpty(expressions: Expressions, block: Block, f: Value, lengths: Float64Array, along: Along): void {
  const { arena, kernels } = expressions
  const count = lengths.length
  const sums = expressions.buffer(`squares of ${block.factor}`, 1, count)
  normsSquared(kernels, sums, f, along)
  const empty = [...download(arena, sums).entries()].filter(([, square]) => square === 0).map(([k]) => k)
  if (empty.length === 0) return
  const entries = download(arena, f)
  const samples = entries.length / count
  const at = (k: number, j: number) => (along === 'rows' ? k * samples + j : j * count + k)
  const squares = squaresOfSamples(expressions, block, samples, along)
  const groups = Array.from({ length: samples }, (_, j) =>
    lengths.findIndex((_, k) => (entries[at(k, j)] as number) > 0),
  )
  const sizes = lengths.map((_, k) => groups.filter((group) => group === k).length)
  const distances = groups.map((k, j) => {
    const [square, part] = [squares[j] as number, k < 0 ? 0 : (entries[at(k, j)] as number) * (lengths[k] as number)]
    const distance = square - part * part
    return distance > NEGLIGIBLE[arena.precision] * square ? distance : 0
  })
  for (const k of empty) {
    const alone = (j: number) => (groups[j] as number) >= 0 && sizes[groups[j] as number] === 1
    const worst = distances.reduce((best, distance, j) => {
      return distance > (best < 0 ? 0 : (distances[best] as number)) && !alone(j) ? j : best
    }, -1)
    if (worst < 0) break
    const group = groups[worst] as number
    if (group >= 0) {
      entries[at(group, worst)] = 0
      sizes[group] = (sizes[group] as number) - 1
    }
    entries[at(k, worst)] = 1
    distances[worst] = 0
  }
  const filled = upload(arena, f.rows, f.cols, entries)
  kernels.copy(f.id, filled.id)
  arena.discard(filled)
}

/** ‖x‖² of every sample: a column of the data where the factor's rows are assigned to, else a row. */
function squaresOfSamples(expressions: Expressions, block: Block, samples: number, along: Along): Float64Array {
  const target = block.terms[0]?.target ?? []
  const across = along === 'rows' ? 'columns' : 'rows'
  const squares = expressions.memo(`squares of ${across} of ${target.join(' ')}`, target, 1, samples, (out) =>
    normsSquared(expressions.kernels, out, expressions.product(target), across),
  )
  return download(expressions.arena, squares)
}
