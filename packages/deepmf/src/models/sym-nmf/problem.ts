import { nonnegative } from '../../constraints/nonnegative.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** `½ ‖X - W H‖²` over W >= 0 for an H that is always Wᵀ. */
export const symNMFProblem = (): Problem =>
  productProblem(['W', 'H'], [{ factor: 'W', constraint: nonnegative() }], 'right')
