import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'
import { type TriNormalisation, triSets } from '../shared/tri/factors.js'

/** `½ ‖X - W S H‖²` over nonnegative W, S and H in the sets that fix their scale. */
export function triNMFProblem(normalisation: TriNormalisation): Problem {
  const sets = triSets(normalisation)
  return productProblem(
    ['W', 'S', 'H'],
    [
      { factor: 'W', constraint: sets.W },
      { factor: 'S', constraint: sets.S },
      { factor: 'H', constraint: sets.H },
    ],
  )
}
