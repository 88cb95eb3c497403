import type { Expressions } from '../../problem/expressions.js'
import { squaredError } from '../../problem/measure.js'
import { layerMeasures } from '../shared/measures.js'
import { ascending, type Decompose } from '../shared/names.js'

/**
 * Weights 1, λ_1, ..., λ_{L-1} of the layer-centric loss, from the errors at the start:
 * `λ_l = balance · err_1 / err_{l+1}` (De Handschutter, thesis, section 5.3).
 *
 * Errors below 1e-12 of the layer's own norm count as that much, and no weight leaves
 * [1e-6, 1e6]: a layer that starts exact must neither freeze the others nor be forgotten.
 */
export function balancedWeights(
  expressions: Expressions,
  depth: number,
  decompose: Decompose,
  balance: number,
): readonly number[] {
  const errors = ascending(1, depth).map((l) => {
    const { layer } = layerMeasures(l, decompose, 1, 0)
    return Math.max(squaredError(expressions, layer), 1e-12 * expressions.normSquared(layer.target))
  })
  const first = errors[0] as number
  return errors.map((error, index) => {
    if (index === 0) return 1
    if (error === 0) return balance
    return Math.min(1e6, Math.max(1e-6, (balance * first) / error))
  })
}
