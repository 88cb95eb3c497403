import type { Block, Problem } from '../../../problem/problem.js'
import { firstSide, layerMeasures } from '../../shared/deep/measures.js'
import type { LayerConstraints } from '../../shared/factors/constraints.js'
import { ascending, type Decompose, descending, h, w, X } from '../../shared/names.js'

/**
 * Block coordinate descent on the error of the last layer alone (De Handschutter, Gillis, Siebert,
 * survey, algorithm 4): `½ ‖X - W_1 ... W_L H_L‖²` over W_1, ..., W_L, H_L (coefficients), or
 * `½ ‖X - W_L H_L ... H_1‖²` over H_1, ..., H_L, W_L (features).
 *
 * The other factor of the layers before the last is no variable: it is W_{l+1} H_{l+1}.
 */
export function globalLoss(decompose: Decompose, depth: number, constraints: LayerConstraints): Problem {
  const layers = ascending(1, depth).map((l) => layerMeasures(l, decompose, 0, l === depth ? 1 : 0))
  const first = firstSide(decompose)
  const inner = descending(depth - 1, 1)
  if (decompose === 'features') {
    const blocks = ascending(1, depth).map((l): Block => {
      const left = [w(depth), ...descending(depth, l + 1).map(h)]
      const right = descending(l - 1, 1).map(h)
      return { factor: h(l), terms: [{ weight: 1, target: [X], left, right }], constraint: constraints.H }
    })
    const last: Block = {
      factor: w(depth),
      terms: [{ weight: 1, target: [X], left: [], right: descending(depth, 1).map(h) }],
      constraint: constraints.W,
    }
    const derived = inner.map((l) => ({ factor: w(l), chain: [w(l + 1), h(l + 1)] }))
    return { blocks: [...blocks, last], layers, derived, first }
  }
  const blocks = ascending(1, depth).map((l): Block => {
    const left = ascending(1, l - 1).map(w)
    const right = [...ascending(l + 1, depth).map(w), h(depth)]
    return { factor: w(l), terms: [{ weight: 1, target: [X], left, right }], constraint: constraints.W }
  })
  const last: Block = {
    factor: h(depth),
    terms: [{ weight: 1, target: [X], left: ascending(1, depth).map(w), right: [] }],
    constraint: constraints.H,
  }
  const derived = inner.map((l) => ({ factor: h(l), chain: [w(l + 1), h(l + 1)] }))
  return { blocks: [...blocks, last], layers, derived, first }
}
