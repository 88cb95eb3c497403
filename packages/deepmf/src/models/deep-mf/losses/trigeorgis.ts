import type { Block, Problem } from '../../../problem/problem.js'
import { firstSide, layerMeasures } from '../../shared/deep/measures.js'
import type { LayerConstraints } from '../../shared/factors/constraints.js'
import { ascending, type Decompose, descending, h, w, X } from '../../shared/names.js'

/**
 * The updates of Trigeorgis et al. (2014, 2017), as in De Handschutter's thesis, algorithms 9
 * (coefficients) and 10 (features), with nonnegative factors.
 *
 * Each block lowers an error of the data, but not all blocks lower the same one (thesis, table 5.1).
 * The loss that is reported, ‖X - W_L H_L ... H_1‖² / 2 or ‖X - W_1 ... W_L H_L‖² / 2, may rise.
 */
export function trigeorgis(decompose: Decompose, depth: number, constraints: LayerConstraints): Problem {
  const blocks = ascending(1, depth).flatMap((l): Block[] => {
    const deeper = [w(l + 1), h(l + 1)]
    if (decompose === 'features') {
      const before = descending(l - 1, 1).map(h)
      const left = l < depth ? deeper : [w(l)]
      return [
        { factor: h(l), terms: [{ weight: 1, target: [X], left, right: before }], constraint: constraints.H },
        {
          factor: w(l),
          terms: [{ weight: 1, target: [X], left: [], right: [h(l), ...before] }],
          constraint: constraints.W,
        },
      ]
    }
    const before = ascending(1, l - 1).map(w)
    const right = l < depth ? deeper : [h(l)]
    return [
      { factor: w(l), terms: [{ weight: 1, target: [X], left: before, right }], constraint: constraints.W },
      {
        factor: h(l),
        terms: [{ weight: 1, target: [X], left: [...before, w(l)], right: [] }],
        constraint: constraints.H,
      },
    ]
  })
  const layers = ascending(1, depth).map((l) => layerMeasures(l, decompose, 0, l === depth ? 1 : 0))
  return { blocks, layers, derived: [], first: firstSide(decompose) }
}
