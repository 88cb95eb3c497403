import { clustering } from './clustering.js'
import { divergence } from './divergence.js'
import { elementwise } from './elementwise.js'
import { memory } from './memory.js'
import { products } from './products.js'
import { projections } from './projections.js'
import { reductions } from './reductions.js'
import { small } from './small.js'
import { solvers } from './solvers.js'
import { sparse } from './sparse.js'
import { starts } from './starts.js'
import { tensor } from './tensor.js'

/** Every group of kernels; the kernels about the machine itself are in ../kernels.test.ts. */
export const groups = {
  memory,
  elementwise,
  products,
  reductions,
  small,
  projections,
  solvers,
  divergence,
  sparse,
  starts,
  tensor,
  clustering,
}
