import type { Context } from './context.js'
import type { Domain } from './kernels/case.js'
import { divergence } from './kernels/divergence.js'
import { elementwise } from './kernels/elementwise.js'
import { products } from './kernels/products.js'
import { projections } from './kernels/projections.js'
import { reductions } from './kernels/reductions.js'
import { small } from './kernels/small.js'
import { solvers } from './kernels/solvers.js'
import { sparse } from './kernels/sparse.js'
import { starts } from './kernels/starts.js'
import { tensor } from './kernels/tensor.js'
import { time } from './kernels/time.js'
import type { Row } from './report.js'

/** Every domain of kernels, in the order of the tables. */
export const DOMAINS: Readonly<Record<string, Domain>> = {
  products,
  reductions,
  elementwise,
  solvers,
  projections,
  sparse,
  divergence,
  small,
  starts,
  tensor,
}

/** Times the kernels of every domain (or of those asked for) on every lane, each beside its limit. */
export function benchKernels({ lanes, quick, only, progress }: Context): Row[] {
  const options = quick ? { rounds: 1, seconds: 0.002, budget: 0 } : { rounds: 20, seconds: 0.01, budget: 0.6 }
  const native = lanes.find((lane) => lane.name === 'native-1')
  // The best one is timed anyway.
  const [, ...lesser] = native?.kernels.instructionSets().split(',') ?? []
  return Object.entries(DOMAINS)
    .filter(([domain]) => only.length === 0 || only.includes(domain))
    .flatMap(([, cases]) => cases(quick))
    .filter(({ set }) => set === undefined || lesser.includes(set))
    .map((item) => {
      progress(`${item.name} ${item.shape}`)
      return time(item, lanes, options)
    })
}
