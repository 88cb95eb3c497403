import type { Solver } from '../solvers/solver.js'
import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'
import { Momentum } from './momentum.js'
import type { Block, Problem } from './problem.js'
import { measured, type Progress } from './progress.js'
import { type StoppedBy, type StoppingRules, stoppedBy } from './stopping.js'
import { update } from './update.js'

/**
 * Block coordinate descent over two factors that goes beyond each step (Ang and Gillis, *Accelerating nonnegative matrix
 * factorization algorithms using extrapolation*, 2019):
 *
 *     B ← P(B + β (B - B_previous)),  A ← update,  A ← P(A + β (A - A_previous)),  B ← update
 *
 * Unlike the printed algorithm an iteration that raises the loss is not kept: it is done again from where it began,
 * without extrapolation, and β falls. So the loss never rises, and what is reported is always a pair of factors in
 * their sets with exactly that loss. The first `plainIterations` are not extrapolated.
 */
export function* descendExtrapolated(
  expressions: Expressions,
  problem: Problem,
  solver: Solver,
  rules: StoppingRules,
  plainIterations: number,
): Generator<Progress, StoppedBy, void> {
  const [inA, inB] = problem.blocks as readonly [Block, Block]
  const a = new Track(expressions, inA)
  const b = new Track(expressions, inB)
  const momentum = new Momentum(plainIterations)
  let { progress } = measured(expressions, problem, 0, rules)
  yield progress
  for (let iteration = 1; ; iteration++) {
    const before = progress.loss
    a.keep()
    b.keep()
    b.goBeyond(momentum.factor)
    update(expressions, inA, solver)
    a.stepped()
    a.goBeyond(momentum.factor)
    update(expressions, inB, solver)
    let now = measured(expressions, problem, iteration, rules)
    if (now.progress.loss <= before) {
      momentum.raise()
    } else {
      momentum.lower()
      a.goBack()
      b.goBack()
      update(expressions, inA, solver)
      a.stepped()
      update(expressions, inB, solver)
      now = measured(expressions, problem, iteration, rules)
    }
    b.continueFromKept()
    a.continueFromStep()
    progress = now.progress
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss: before, negligible: now.negligible })
    if (reason !== undefined) return reason
  }
}

/** Whether a problem is what {@link descendExtrapolated} is for: two factors with one loss. */
export const canExtrapolate = ({ blocks, derived }: Problem): boolean => blocks.length === 2 && derived.length === 0

/** A factor and where it was: when the iteration began, after its own step, and after the one before. */
class Track {
  readonly #factor: Value
  #kept: Value
  #step: Value
  #previous: Value

  constructor(
    private readonly expressions: Expressions,
    private readonly block: Block,
  ) {
    this.#factor = expressions.named(block.factor)
    this.#kept = this.#buffer('kept')
    this.#step = this.#buffer('step')
    this.#previous = this.#buffer('previous')
    this.#copy(this.#previous, this.#factor)
  }

  keep(): void {
    this.#copy(this.#kept, this.#factor)
  }

  stepped(): void {
    this.#copy(this.#step, this.#factor)
  }

  goBack(): void {
    this.#copy(this.#factor, this.#kept)
    this.expressions.touch(this.block.factor)
  }

  /** F ← P(F + β (F - F_previous)). */
  goBeyond(beta: number): void {
    const { kernels } = this.expressions
    const { projection, along, parameters } = this.block.constraint
    kernels.axpby(this.#factor.id, -beta, this.#previous.id, 1 + beta)
    kernels.project(this.#factor.id, projection, along, Float64Array.from(parameters))
    this.expressions.touch(this.block.factor)
  }

  /** The next extrapolation is from what the iteration began with ... */
  continueFromKept(): void {
    ;[this.#previous, this.#kept] = [this.#kept, this.#previous]
  }

  /** ... or from the last step, before it was extrapolated itself. */
  continueFromStep(): void {
    ;[this.#previous, this.#step] = [this.#step, this.#previous]
  }

  #buffer(role: string): Value {
    const { rows, cols } = this.#factor
    return this.expressions.buffer(`${role} ${this.block.factor}`, rows, cols)
  }

  #copy(to: Value, from: Value): void {
    this.expressions.kernels.copy(to.id, from.id)
  }
}
