import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { Calls } from './call.js'
import { divergence } from './divergence.js'
import { elementwise } from './elementwise.js'
import { machine } from './machine.js'
import { memory } from './memory.js'
import { products } from './products.js'
import { projections } from './projections.js'
import { reductions } from './reductions.js'
import { small } from './small.js'
import { solvers } from './solvers.js'
import { sparse } from './sparse.js'
import { starts } from './starts.js'
import { tensor } from './tensor.js'

/** Every kernel once. */
export const calls: Calls<Kernels> = {
  ...memory,
  ...elementwise,
  ...products,
  ...reductions,
  ...small,
  ...projections,
  ...solvers,
  ...divergence,
  ...sparse,
  ...starts,
  ...tensor,
  ...machine,
}
