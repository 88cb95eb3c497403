import { nonnegative } from '../../../constraints/nonnegative.js'
import type { Problem } from '../../../problem/problem.js'
import { productProblem } from '../factors/product-problem.js'
import { X } from '../names.js'

/** `½ ‖S - Y C H‖²` over nonnegative C and H, for points Y; of all the samples, which are many, YᵀS is never formed. */
export const convexProblem = (points: string, target = X): Problem =>
  productProblem(
    [points, 'C', 'H'],
    [
      { factor: 'C', constraint: nonnegative() },
      { factor: 'H', constraint: nonnegative() },
    ],
    points === target ? 'right' : 'left',
    [target],
  )
