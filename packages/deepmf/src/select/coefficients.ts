import type { Arena, Value } from '../problem/arena.js'

/** Steps of the accelerated projected gradient. */
const STEPS = 200
const MOMENTUM = 0.05

/** A factor H >= 0 that brings W H near to X: nonnegative least squares, to some digits. */
export function nonnegativeCoefficients(arena: Arena, X: Value, W: Value): Value {
  const { kernels } = arena.backend
  const H = arena.allocate(W.cols, X.cols)
  const products = arena.allocate(W.cols, X.cols)
  const gram = arena.allocate(W.cols, W.cols)
  kernels.gemm(products.id, true, false, 1, W.id, X.id, 0)
  kernels.gram(gram.id, W.id, true, 1, 0)
  const [left, right] = [Uint32Array.of(gram.id), Uint32Array.of(0)]
  kernels.fpgd(H.id, products.id, left, right, 'nonnegative', 'columns', new Float64Array(), STEPS, MOMENTUM)
  for (const value of [products, gram]) arena.discard(value)
  return H
}
