import { nearConvexColumns } from '../../constraints/near-convex.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'
import { type CoefficientsName, coefficientSet } from '../shared/mixtures/coefficients.js'

/**
 * `½ ‖X - Y A H‖²` over A with columns that sum to one and entries of -epsilon or more (one number for each column), and H
 * in the set of the samples' coefficients. YᵀX never changes and comes first.
 */
export const ncaaProblem = (points: string, epsilon: readonly number[], coefficients: CoefficientsName): Problem =>
  productProblem(
    [points, 'A', 'H'],
    [
      { factor: 'A', constraint: nearConvexColumns(epsilon) },
      { factor: 'H', constraint: coefficientSet(coefficients) },
    ],
    points === 'X' ? 'right' : 'left',
  )
