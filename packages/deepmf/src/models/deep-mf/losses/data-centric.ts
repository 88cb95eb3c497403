import type { Block, Problem, Term } from '../../../problem/problem.js'
import { firstSide, layerMeasures } from '../../shared/deep/measures.js'
import type { LayerConstraints } from '../../shared/factors/constraints.js'
import { ascending, type Decompose, descending, h, w, X } from '../../shared/names.js'

/**
 * The data-centric loss (De Handschutter, thesis, eq. 5.4, gradients 5.7 and 5.8): every layer's
 * approximation against the data,
 *
 *     ½ Σ_l μ_l ‖X - W_l H_l ... H_1‖²   (features),   ½ Σ_l μ_l ‖X - W_1 ... W_l H_l‖²   (coefficients).
 *
 * A factor that deeper layers build on has one term for each of them; the terms share one side, so
 * the block is a single sandwich `P F Q` and its Lipschitz constant ‖P‖‖Q‖ is exact.
 */
export function dataCentric(decompose: Decompose, weights: readonly number[], constraints: LayerConstraints): Problem {
  const depth = weights.length
  const weight = (l: number) => weights[l - 1] as number
  const blocks = ascending(1, depth).flatMap((l): Block[] => {
    if (decompose === 'features') {
      // C_k = W_k H_k ... H_{l+1} for every k >= l, and D = H_{l-1} ... H_1.
      const inH = ascending(l, depth).map(
        (k): Term => ({
          weight: weight(k),
          target: [X],
          left: [w(k), ...descending(k, l + 1).map(h)],
          right: descending(l - 1, 1).map(h),
        }),
      )
      const inW: Term = { weight: 1, target: [X], left: [], right: descending(l, 1).map(h) }
      return [
        { factor: h(l), terms: inH, constraint: constraints.H },
        { factor: w(l), terms: [inW], constraint: constraints.W },
      ]
    }
    const inW = ascending(l, depth).map(
      (k): Term => ({
        weight: weight(k),
        target: [X],
        left: ascending(1, l - 1).map(w),
        right: [...ascending(l + 1, k).map(w), h(k)],
      }),
    )
    const inH: Term = { weight: 1, target: [X], left: ascending(1, l).map(w), right: [] }
    return [
      { factor: w(l), terms: inW, constraint: constraints.W },
      { factor: h(l), terms: [inH], constraint: constraints.H },
    ]
  })
  const layers = ascending(1, depth).map((l) => layerMeasures(l, decompose, 0, weight(l)))
  return { blocks, layers, derived: [], first: firstSide(decompose) }
}
