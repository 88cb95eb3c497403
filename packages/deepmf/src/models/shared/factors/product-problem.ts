import type { Constraint } from '../../../constraints/constraint.js'
import type { Penalty } from '../../../penalties/penalty.js'
import type { Block, Chain, Measure, Problem } from '../../../problem/problem.js'
import type { Regulariser } from '../../../problem/regulariser.js'
import { X } from '../names.js'

/** A factor that a model fits: the set it must lie in, and its penalties. */
export interface Variable {
  readonly factor: string
  readonly constraint: Constraint
  readonly regularisers?: readonly Regulariser[]
  readonly proximal?: Penalty
}

/**
 * `½ ‖X - M_1 M_2 ... M_k‖²` plus penalties, over those of the matrices that are variables, updated in the order given. The
 * others are constants: a smoothing matrix, or the data itself.
 *
 * `first` is where a triple product with the data starts: next to the matrix that is smaller, or that never changes.
 */
export function productProblem(
  chain: Chain,
  variables: readonly Variable[],
  first: 'left' | 'right' = 'left',
  target: Chain = [X],
): Problem {
  const around = (factor: string): Measure => {
    const k = chain.indexOf(factor)
    return { target, left: chain.slice(0, k), factor, right: chain.slice(k + 1) }
  }
  const blocks = variables.map((variable): Block => {
    const { left, right } = around(variable.factor)
    return { ...variable, terms: [{ weight: 1, target, left, right }] }
  })
  const measure = around((blocks[blocks.length - 1] as Block).factor)
  return {
    blocks,
    layers: [{ layer: measure, data: measure, layerWeight: 1, dataWeight: 0 }],
    derived: [],
    first,
  }
}
