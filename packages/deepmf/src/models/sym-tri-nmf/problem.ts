import { nonnegative } from '../../constraints/nonnegative.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** `½ ‖X - W S H‖²` over W >= 0 and a symmetric S >= 0 for an H that is always Wᵀ. */
export const symTriNMFProblem = (): Problem =>
  productProblem(
    ['W', 'S', 'H'],
    [
      { factor: 'S', constraint: nonnegative() },
      { factor: 'W', constraint: nonnegative() },
    ],
    'right',
  )
