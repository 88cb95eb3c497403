import type { Block, Problem } from '../../../problem/problem.js'
import type { LayerConstraints } from '../factors/constraints.js'
import { ascending, type Decompose, h, targetOf, w } from '../names.js'
import { firstSide, layerMeasures } from './measures.js'

/**
 * Layer `l` on its own: `½ ‖S - W_l H_l‖²` over W_l and H_l, S being the data or a factor of the
 * layer before, which stays as it is. The layers up to `l` are measured along.
 *
 * The factor that the next layer factorizes is updated last.
 */
export function singleLayer(l: number, decompose: Decompose, constraints: LayerConstraints): Problem {
  const target = [targetOf(l, decompose)]
  const inW: Block = {
    factor: w(l),
    terms: [{ weight: 1, target, left: [], right: [h(l)] }],
    constraint: constraints.W,
  }
  const inH: Block = {
    factor: h(l),
    terms: [{ weight: 1, target, left: [w(l)], right: [] }],
    constraint: constraints.H,
  }
  return {
    blocks: decompose === 'features' ? [inH, inW] : [inW, inH],
    layers: ascending(1, l).map((k) => layerMeasures(k, decompose, k === l ? 1 : 0, 0)),
    derived: [],
    first: firstSide(decompose),
  }
}
