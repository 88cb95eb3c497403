import type { Kernels } from '../backend/kernels/index.js'
import type { Arena, Value } from './arena.js'
import type { NormalEquations } from './assemble.js'
import type { Expressions } from './expressions.js'
import type { Block, Problem } from './problem.js'

/** Updates one factor in place, given its normal equations. Never raises the block's objective. */
export interface Solver {
  readonly name: SolverName
  /** Why this solver cannot do `block`, in words, or `undefined` where it can. Asked before any work. */
  rejects(block: Block): string | undefined
  /**
   * Looks at a problem before its first update. A solver with a plan lets outer iterations go beyond its steps, after so
   * many plain ones.
   */
  plan?(expressions: Expressions, problem: Problem): { readonly plainIterations: number }
  /**
   * `arena` is for what the solver keeps from one update to the next, `expressions` for what it has to know besides the
   * normal equations.
   */
  solve(
    kernels: Kernels,
    block: Block,
    factor: Value,
    equations: NormalEquations,
    arena: Arena,
    expressions: Expressions,
  ): void
}

export type SolverName = 'auto' | 'fpgd' | 'hals' | 'bpp' | 'mu' | 'admm' | 'pgd' | 'als'
