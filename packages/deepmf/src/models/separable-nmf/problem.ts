import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'
import { type CoefficientsName, coefficientSet } from '../shared/mixtures/coefficients.js'

/** `½ ‖X - W H‖²` over H alone; W, columns of X, was chosen before. */
export const separableProblem = (coefficients: CoefficientsName): Problem =>
  productProblem(['W', 'H'], [{ factor: 'H', constraint: coefficientSet(coefficients) }])
