import type { Value } from './arena.js'
import type { Expressions } from './expressions.js'
import { Momentum } from './momentum.js'
import type { Block, Problem } from './problem.js'
import { measured, type Progress } from './progress.js'
import type { Solver } from './solver.js'
import { type StoppedBy, type StoppingRules, stoppedBy } from './stopping.js'
import { projectOnto, update } from './update.js'

/**
 * Block coordinate descent that goes beyond each step (Ang and Gillis, *Accelerating nonnegative matrix factorization
 * algorithms using extrapolation*, 2019; Ang, Cohen, Gillis and Hien for tensors, 2021). For two factors:
 *
 *     B ← P(B + β (B - B_previous)),  A ← update,  A ← P(A + β (A - A_previous)),  B ← update
 *
 * and with more of them each but the last is updated and extrapolated as A is.
 *
 * Unlike the printed algorithm an iteration that raises the loss is not kept: it is done again from where it began,
 * without extrapolation, and β falls. So the loss never rises, and what is reported are always factors in their sets
 * with exactly that loss. The first `plainIterations` are not extrapolated.
 */
export function* descendExtrapolated(
  expressions: Expressions,
  problem: Problem,
  solver: Solver,
  rules: StoppingRules,
  plainIterations: number,
): Generator<Progress, StoppedBy, void> {
  const tracks = problem.blocks.map((block) => new Track(expressions, block))
  const firsts = tracks.slice(0, -1)
  const last = tracks[tracks.length - 1] as Track
  const momentum = new Momentum(plainIterations)
  let { progress } = measured(expressions, problem, 0, rules)
  yield progress
  for (let iteration = 1; ; iteration++) {
    const before = progress.loss
    for (const track of tracks) track.keep()
    last.goBeyond(momentum.factor)
    for (const track of firsts) {
      track.step(solver)
      track.goBeyond(momentum.factor)
    }
    update(expressions, last.block, solver)
    let now = measured(expressions, problem, iteration, rules)
    if (now.progress.loss <= before) {
      momentum.raise()
    } else {
      momentum.lower()
      for (const track of tracks) track.goBack()
      for (const track of firsts) track.step(solver)
      update(expressions, last.block, solver)
      now = measured(expressions, problem, iteration, rules)
    }
    last.continueFromKept()
    for (const track of firsts) track.continueFromStep()
    progress = now.progress
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss: before, negligible: now.negligible })
    if (reason !== undefined) return reason
  }
}

/** Whether a problem is what {@link descendExtrapolated} is for: factors with one loss. */
export const canExtrapolate = ({ blocks, layers, derived }: Problem): boolean =>
  blocks.length >= 2 && derived.length === 0 && (blocks.length === 2 || layers.length === 1)

/** A factor and where it was: when the iteration began, after its own step, and after the one before. */
class Track {
  readonly #factor: Value
  #kept: Value
  #step: Value
  #previous: Value

  constructor(
    private readonly expressions: Expressions,
    readonly block: Block,
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

  step(solver: Solver): void {
    update(this.expressions, this.block, solver)
    this.#copy(this.#step, this.#factor)
  }

  goBack(): void {
    this.#copy(this.#factor, this.#kept)
    this.expressions.touch(this.block.factor)
  }

  /** F ← P(F + β (F - F_previous)). */
  goBeyond(beta: number): void {
    this.expressions.kernels.axpby(this.#factor.id, -beta, this.#previous.id, 1 + beta)
    projectOnto(this.expressions, this.block.factor, this.block.constraint)
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
