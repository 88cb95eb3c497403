import type { Constraint } from '../constraints/constraint.js'
import { projectInPlace } from '../constraints/in-place.js'
import { assemble } from './assemble.js'
import type { Expressions } from './expressions.js'
import type { Block, Problem } from './problem.js'
import { regularised } from './regularised.js'
import type { Solver } from './solver.js'

/** Solves one block with all other factors as they are. */
export function update(expressions: Expressions, block: Block, solver: Solver): void {
  const equations = regularised(expressions, block, assemble(expressions, block))
  solver.solve(expressions.kernels, block, expressions.named(block.factor), equations, expressions.arena, expressions)
  expressions.touch(block.factor)
}

/** Brings a factor into its set, to the nearest point there: the product of the factors changes. */
export function projectOnto(expressions: Expressions, factor: string, constraint: Constraint): void {
  projectInPlace(expressions.kernels, expressions.named(factor).id, constraint)
  expressions.touch(factor)
}

/** Brings every factor of a problem into its set. */
export function projectAll(expressions: Expressions, { blocks }: Problem): void {
  for (const { factor, constraint } of blocks) projectOnto(expressions, factor, constraint)
}
