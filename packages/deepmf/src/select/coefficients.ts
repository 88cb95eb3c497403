import type { ProjectionName } from '../backend/kernels/projections.js'
import type { Arena, Value } from '../problem/arena.js'
import { multiply } from '../problem/products.js'

/** Steps of the accelerated projected gradient. */
const STEPS = 200
const MOMENTUM = 0.05

/** A factor H >= 0 that brings W H near to X: nonnegative least squares, to some digits. */
export function nonnegativeCoefficients(arena: Arena, X: Value, W: Value): Value {
  const H = arena.allocate(W.cols, X.cols)
  solveCoefficients(arena, X, W, H, 'nonnegative', [])
  return H
}

/** Brings W H nearer to X, with columns of H in a set. */
export function solveCoefficients(
  arena: Arena,
  X: Value,
  W: Value,
  H: Value,
  projection: ProjectionName,
  parameters: readonly number[],
): void {
  const { kernels } = arena.backend
  const products = arena.allocate(W.cols, X.cols)
  const gram = arena.allocate(W.cols, W.cols)
  multiply(kernels, products, true, false, W, X)
  kernels.gram(gram.id, W.id, true, 1, 0)
  const [left, right] = [Uint32Array.of(gram.id), Uint32Array.of(0)]
  const set = Float64Array.from(parameters)
  kernels.fpgd(H.id, products.id, left, right, projection, 'columns', set, STEPS, MOMENTUM, 'lipschitz')
  for (const value of [products, gram]) arena.discard(value)
}
