import { nndsvd } from '../../init/nndsvd.js'
import { multiplyColumns } from '../../init/normalise.js'
import { svdStart } from '../../init/svd.js'
import { valueOn } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Arena, Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import { copyOf, download, upload } from '../../problem/transfer.js'
import { product } from '../../tensor/cut.js'
import { X } from '../shared/names.js'
import { a, gramProduct, modes, mttkrp } from './contractions.js'
import type { CheckedCPD } from './options.js'

/** A column below this fraction of the longest is what rounding left of zero. */
const ROUNDING = 1e-8

/** Defines A1, ..., AK in `expressions`. */
export function* startCPD(
  expressions: Expressions,
  shape: readonly number[],
  checked: CheckedCPD,
): Generator<undefined, void, void> {
  const { arena } = expressions
  for (const [mode, size] of shape.entries()) {
    if (checked.init.name === 'given') {
      const { backend } = arena
      expressions.define(a(mode), copyOf(arena, valueOn(checked.init.factors[mode] as Matrix, backend)))
      continue
    }
    const factor = arena.allocate(size, checked.rank)
    expressions.define(a(mode), factor)
    drawFactor(arena, factor, checked, mode)
    if (checked.init.name === 'svd') yield* takeSingularVectors(expressions, shape, factor, checked, mode)
  }
  if (checked.init.name !== 'given') scaleToTensor(expressions, shape, checked)
  else if (checked.init.weights !== undefined) {
    multiplyColumns(arena, expressions.named(a(0)), Float64Array.from(checked.init.weights))
  }
}

function drawFactor(arena: Arena, factor: Value, { nonnegative, seed }: CheckedCPD, mode: number): void {
  const distribution = nonnegative[mode] === true ? 'uniform' : 'normal'
  arena.backend.kernels.randomFill(factor.id, distribution, 0, 1, seed, mode)
}

/** The columns of the factor become the unfolding's singular vectors, or their nonnegative parts, as far as there are any. */
function* takeSingularVectors(
  expressions: Expressions,
  shape: readonly number[],
  factor: Value,
  { rank, nonnegative, seed }: CheckedCPD,
  mode: number,
): Generator<undefined, void, void> {
  const { arena, kernels } = expressions
  const [before, after] = [product(shape.slice(0, mode)), product(shape.slice(mode + 1))]
  const unfolding = arena.allocate(factor.rows, before * after)
  kernels.unfold(unfolding.id, expressions.named(X).id, before, after)
  const initialiser = nonnegative[mode] === true ? nndsvd(seed) : svdStart(seed)
  const found = Math.min(rank, unfolding.rows, unfolding.cols)
  const { W, H } = yield* initialiser.start(arena, unfolding, found, shape.length + mode)
  const mixed = unitColumns(download(arena, W), found, download(arena, factor), rank)
  for (const value of [unfolding, W, H]) arena.discard(value)
  const columns = upload(arena, factor.rows, rank, mixed)
  kernels.copy(factor.id, columns.id)
  arena.discard(columns)
}

/** The columns of `vectors` and, where it has none or zeros, those that were drawn, all with a length of one. */
function unitColumns(vectors: Float64Array, found: number, drawn: Float64Array, rank: number): Float64Array {
  const lengths = lengthsOf(vectors, found)
  const longest = Math.max(...lengths)
  const others = lengthsOf(drawn, rank)
  return drawn.map((value, at) => {
    const [row, column] = [Math.floor(at / rank), at % rank]
    const length = lengths[column] ?? 0
    if (length > ROUNDING * longest) return (vectors[row * found + column] as number) / length
    return value / (others[column] || 1)
  })
}

function lengthsOf(numbers: Float64Array, columns: number): Float64Array {
  const squares = new Float64Array(columns)
  for (const [at, value] of numbers.entries()) squares[at % columns] = (squares[at % columns] as number) + value * value
  return squares.map(Math.sqrt)
}

/** Multiplies all factors by one number, so that their tensor is as near to T as that can bring it. */
function scaleToTensor(expressions: Expressions, shape: readonly number[], { nonnegative, rank }: CheckedCPD): void {
  const { arena, kernels } = expressions
  const last = shape.length - 1
  const fitted = kernels.sum(gramProduct(expressions, modes(0, shape.length)).id)
  const inner = kernels.inner(mttkrp(expressions, shape, last).id, expressions.named(a(last)).id)
  const best = fitted > 0 ? inner / fitted : 0
  const root = rootOf(arena, Math.abs(best), shape.length)
  // Below zero only where a mode is free: one of those takes the sign.
  const turned = best < 0 ? nonnegative.indexOf(false) : -1
  for (const mode of modes(0, shape.length)) {
    const scale = new Float64Array(rank).fill(mode === turned ? -root : root)
    multiplyColumns(arena, expressions.named(a(mode)), scale)
    expressions.touch(a(mode))
  }
}

/** The same on every platform, as Math.pow is not. */
function rootOf(arena: Arena, value: number, degree: number): number {
  const cell = upload(arena, 1, 1, Float64Array.of(value))
  arena.backend.kernels.power(cell.id, cell.id, 1 / degree)
  const [root = 0] = download(arena, cell)
  arena.discard(cell)
  return root
}
