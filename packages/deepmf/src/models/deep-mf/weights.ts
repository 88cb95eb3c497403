import type { Expressions } from '../../problem/expressions.js'
import { squaredError } from '../../problem/measure.js'
import { layerMeasures } from '../shared/deep/measures.js'
import { ascending, type Decompose } from '../shared/names.js'

/**
 * Weights 1, λ_1, ..., λ_{L-1} of the layer-centric loss, from the errors at the start:
 * `λ_l = balance · err_1 / err_{l+1}` (De Handschutter, thesis, section 5.3).
 *
 * With errors relative to each layer's own norm that is a ratio of norms times a ratio of relative
 * errors. The latter stays within [1e-6, 1e6]: a layer that starts exact must neither freeze the
 * others nor be forgotten.
 */
export function balancedWeights(
  expressions: Expressions,
  depth: number,
  decompose: Decompose,
  balance: number,
): readonly number[] {
  const layers = ascending(1, depth).map((l) => {
    const { layer } = layerMeasures(l, decompose, 1, 0)
    const norm = expressions.normSquared(layer.target)
    return { norm, error: norm > 0 ? Math.max(squaredError(expressions, layer) / norm, 1e-12) : 1 }
  })
  const first = layers[0] as (typeof layers)[number]
  return layers.map(({ norm, error }, index) => {
    if (index === 0) return 1
    const scale = norm > 0 && first.norm > 0 ? first.norm / norm : 1
    return balance * scale * Math.min(1e6, Math.max(1e-6, first.error / error))
  })
}
