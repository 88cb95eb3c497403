import type { Expressions } from '../problem/expressions.js'
import type { Block } from '../problem/problem.js'
import type { Solver } from '../problem/solver.js'
import { assemblyWork, isSparse, stepWork } from '../problem/work.js'
import { als } from './als.js'
import { fpgd } from './fpgd.js'
import { hals } from './hals.js'

/** More sweeps than this pay no more. */
const MOST_SWEEPS = 40

/** FPGD steps where a set or a sandwich rules HALS out. */
const STEPS = 10

/**
 * Sparse data, such as texts, have many local minima. From the same start single sweeps and no extrapolation in the first
 * iterations end in the one that plain coordinate descent ends in; haste ends in a worse one half of the time.
 */
const PLAIN_ITERATIONS = 10

/**
 * Chooses for every block: the closed form where there is no set, HALS where the set is entrywise and one Gram matrix
 * stands beside the factor, else FPGD. The products with the data are the dear part of an update, so the sweeps go on until
 * they have cost as much (Gillis and Glineur, *Accelerated multiplicative updates and hierarchical ALS algorithms for NMF*,
 * 2012, with α = 1), counted in operations, never by a clock. Outer iterations are extrapolated where that can be done.
 */
export function auto(): Solver {
  const gradient = fpgd(STEPS)
  const closedForm = als()
  const solverOf = (block: Block, sweeps: number) =>
    [closedForm, hals({ steps: sweeps })].find((solver) => solver.rejects(block) === undefined) ?? gradient
  let chosen = new Map<string, Solver>()
  return {
    name: 'auto',
    rejects: () => undefined,
    plan(expressions, { blocks }) {
      const sparse = isSparse(expressions, blocks)
      const together = sparse ? sweepsTogether(expressions, blocks) : undefined
      chosen = new Map(
        blocks.map((block) => [block.factor, solverOf(block, together ?? sweepsAlone(expressions, block))]),
      )
      return { plainIterations: sparse ? PLAIN_ITERATIONS : 0 }
    },
    solve(kernels, block, factor, equations, arena, expressions) {
      // Whoever extrapolates nothing does not ask for a plan: then sweeps are single too.
      const solver = chosen.get(block.factor) ?? solverOf(block, 1)
      chosen.set(block.factor, solver)
      solver.solve(kernels, block, factor, equations, arena, expressions)
    },
  }
}

/** The sweeps of a block by its own work. */
const sweepsAlone = (expressions: Expressions, block: Block) =>
  Math.min(MOST_SWEEPS, 1 + Math.floor(assemblyWork(expressions, block) / stepWork(expressions, block)))

/** As many for all blocks, by half of their work together: one factor ahead of the other is haste too. */
function sweepsTogether(expressions: Expressions, blocks: readonly Block[]): number {
  const total = (work: (expressions: Expressions, block: Block) => number) =>
    blocks.reduce((sum, block) => sum + work(expressions, block), 0)
  const count = Math.floor(total(assemblyWork) / total(stepWork) / 2)
  return Math.max(1, Math.min(MOST_SWEEPS, count))
}
