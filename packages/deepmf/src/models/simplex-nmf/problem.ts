import { free } from '../../constraints/free.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import { simplexColumns } from '../../constraints/simplex.js'
import type { Problem } from '../../problem/problem.js'
import { productProblem } from '../shared/factors/product-problem.js'

/** Whether W is nonnegative or of any sign. */
export const BASIS_NAMES = ['nonnegative', 'free'] as const
export type BasisName = (typeof BASIS_NAMES)[number]

/** `½ ‖X - W H‖²` over a W that is nonnegative or free, and an H with columns on the simplex. */
export const simplexNMFProblem = (basis: BasisName): Problem =>
  productProblem(
    ['W', 'H'],
    [
      { factor: 'W', constraint: basis === 'free' ? free() : nonnegative() },
      { factor: 'H', constraint: simplexColumns() },
    ],
  )
