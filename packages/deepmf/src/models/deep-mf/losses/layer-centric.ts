import type { Block, Problem, Term } from '../../../problem/problem.js'
import { firstSide, layerMeasures } from '../../shared/deep/measures.js'
import type { LayerConstraints } from '../../shared/factors/constraints.js'
import { ascending, type Decompose, h, targetOf, w } from '../../shared/names.js'

/**
 * The layer-centric loss (De Handschutter, thesis, eq. 5.3)
 *
 *     ½ (‖X - W1 H1‖² + λ1 ‖S1 - W2 H2‖² + ... + λ_{L-1} ‖S_{L-1} - W_L H_L‖²)
 *
 * where S_l is W_l (features) or H_l (coefficients). `weights` are 1, λ1, ..., λ_{L-1}.
 *
 * The factor that the next layer factorizes is pulled from both sides: by its own error and, at
 * weight λ_l, towards W_{l+1} H_{l+1}.
 */
export function layerCentric(decompose: Decompose, weights: readonly number[], constraints: LayerConstraints): Problem {
  const depth = weights.length
  const weight = (l: number) => weights[l - 1] as number
  const blocks = ascending(1, depth).flatMap((l): Block[] => {
    const target = [targetOf(l, decompose)]
    const toNext: Term[] =
      l < depth ? [{ weight: weight(l + 1), target: [w(l + 1), h(l + 1)], left: [], right: [] }] : []
    const inW: Term = { weight: weight(l), target, left: [], right: [h(l)] }
    const inH: Term = { weight: weight(l), target, left: [w(l)], right: [] }
    return decompose === 'features'
      ? [
          { factor: h(l), terms: [{ ...inH, weight: 1 }], constraint: constraints.H },
          { factor: w(l), terms: [inW, ...toNext], constraint: constraints.W },
        ]
      : [
          { factor: w(l), terms: [{ ...inW, weight: 1 }], constraint: constraints.W },
          { factor: h(l), terms: [inH, ...toNext], constraint: constraints.H },
        ]
  })
  const layers = ascending(1, depth).map((l) => layerMeasures(l, decompose, weight(l), 0))
  return { blocks, layers, derived: [], first: firstSide(decompose) }
}
