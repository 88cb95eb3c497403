import { free } from '../../constraints/free.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** `½ ‖X - W H‖²` over a W of any sign and a nonnegative H. */
export const semiNMFProblem = (): Problem =>
  productProblem(
    ['W', 'H'],
    [
      { factor: 'W', constraint: free() },
      { factor: 'H', constraint: nonnegative() },
    ],
  )
