import type { Normalisation } from '../../init/normalise.js'
import type { Value } from '../../problem/arena.js'
import type { Expressions } from '../../problem/expressions.js'
import type { Problem } from '../../problem/problem.js'
import { layerConstraints } from '../shared/factors/constraints.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** `½ ‖X - W S H‖²` over nonnegative W and H in the sets that fix their scale, for a constant S. */
export function nonSmoothNMFProblem(normalisation: Normalisation): Problem {
  const sets = layerConstraints(normalisation)
  return productProblem(
    ['W', 'S', 'H'],
    [
      { factor: 'W', constraint: sets.W },
      { factor: 'H', constraint: sets.H },
    ],
  )
}

/** Defines `S = (1 - θ) I + θ / rank · 1 1ᵀ`. */
export function defineSmoothing(expressions: Expressions, rank: number, smoothing: number): Value {
  const { arena, kernels } = expressions
  const S = arena.allocate(rank, rank)
  kernels.fill(S.id, smoothing / rank)
  kernels.addDiagonal(S.id, 1 - smoothing)
  expressions.define('S', S)
  return S
}
