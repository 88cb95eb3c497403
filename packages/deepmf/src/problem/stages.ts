import { descend } from './descent.js'
import type { Expressions } from './expressions.js'
import type { Problem } from './problem.js'
import type { Progress } from './progress.js'
import type { Solver } from './solver.js'
import type { StoppedBy, StoppingRules } from './stopping.js'

/** Descents one after the other, on problems that change in between, which count their iterations together. */
export class Stages {
  #iterations = 0
  #progress: Progress | undefined
  #ended: StoppedBy | undefined

  constructor(
    private readonly expressions: Expressions,
    private readonly rules: StoppingRules,
  ) {}

  /** Where the last stage ended. */
  get loss(): number {
    return this.#progress?.loss ?? Number.NaN
  }

  /** The rule for all stages together that says stop, if any does: their iterations, or the time. */
  get ended(): StoppedBy | undefined {
    return this.#ended
  }

  /** Descends by at most `iterations` sweeps. The state before the first of them is reported once, for all stages. */
  *run(problem: Problem, solver: Solver, iterations: number): Generator<Progress, void, void> {
    if (this.#ended !== undefined) return
    const left = this.rules.maxIterations - this.#iterations
    const before = this.#iterations
    const loop = descend(this.expressions, problem, solver, {
      ...this.rules,
      maxIterations: Math.min(left, iterations),
    })
    for (;;) {
      const step = loop.next()
      if (step.done === true) {
        if (step.value === 'time') this.#ended = 'time'
        break
      }
      const first = this.#progress === undefined
      this.#iterations = before + step.value.iteration
      this.#progress = { ...step.value, iteration: this.#iterations }
      if (first || step.value.iteration > 0) yield this.#progress
    }
    if (this.#iterations >= this.rules.maxIterations) this.#ended ??= 'iterations'
  }
}
