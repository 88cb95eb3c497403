import type { Value } from '../problem/arena.js'
import { constant } from '../problem/constant.js'
import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'

/**
 * `weight · Σ log(F_ij + ε)` of a nonnegative F. The logarithm lies below its tangent where F is now, which has the slope
 * weight / (F_ij + ε): small entries are drawn to zero harder than large ones.
 */
export const dirichlet = (weight: number, epsilon: number): Regulariser => ({
  name: 'Dirichlet',
  side: 'none',
  addLinear: (expressions, factor, out) => {
    const { kernels } = expressions
    const slope = raised(expressions, factor, epsilon)
    kernels.power(slope.id, slope.id, -1)
    kernels.axpby(out.id, -weight, slope.id, 1)
  },
  value: (expressions, factor) => {
    const { kernels } = expressions
    const logarithm = raised(expressions, factor, epsilon)
    kernels.elementary(logarithm.id, logarithm.id, 'log')
    return weight * kernels.sum(logarithm.id)
  },
})

/** F + ε. */
function raised(expressions: Expressions, factor: Value, epsilon: number): Value {
  const { kernels } = expressions
  const { rows, cols } = factor
  const out = expressions.buffer(`raised ${rows} ${cols}`, rows, cols)
  kernels.copy(out.id, factor.id)
  kernels.axpby(out.id, epsilon, constant(expressions, rows, cols, 1).id, 1)
  return out
}
