import type { Value } from '../problem/arena.js'
import type { NormalEquations } from '../problem/assemble.js'
import { stepWork } from '../problem/work.js'
import { als } from './als.js'
import { fpgd } from './fpgd.js'
import { hals } from './hals.js'
import type { Solver } from './solver.js'

/** Inner sweeps cost as much as forming the normal equations did, and more of them than this pay no more. */
const MOST_SWEEPS = 40

/** FPGD steps where a set or a sandwich rules HALS out. */
const STEPS = 10

/**
 * Chooses for every block: the closed form where there is no set, HALS where the set is entrywise and one Gram matrix stands beside the factor, else FPGD. The
 * products with the data are the dear part of an update, so the sweeps go on until they have cost as much (Gillis and
 * Glineur, *Accelerated multiplicative updates and hierarchical ALS algorithms for NMF*, 2012, with α = 1), counted in
 * operations, never by a clock. Outer iterations are extrapolated where that can be done.
 */
export function auto(): Solver {
  const gradient = fpgd(STEPS)
  const closedForm = als()
  return {
    name: 'auto',
    extrapolates: true,
    rejects: () => undefined,
    solve(kernels, block, factor, equations, arena) {
      const solvers = [closedForm, hals({ steps: sweepsFor(factor, equations) })]
      const solver = solvers.find((solver) => solver.rejects(block) === undefined) ?? gradient
      solver.solve(kernels, block, factor, equations, arena)
    },
  }
}

function sweepsFor(factor: Value, { left, work }: NormalEquations): number {
  const order = left[0] === undefined ? factor.cols : factor.rows
  return Math.min(MOST_SWEEPS, 1 + Math.floor(work / stepWork(factor, order)))
}
