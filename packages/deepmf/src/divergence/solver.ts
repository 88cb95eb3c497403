import type { DivergenceMethodName } from '../backend/kernels/divergence.js'
import { hasNewton, safeExponent } from './loss.js'

/**
 * How a divergence goes down. `'mu'`: multiplicative updates. `'newton'` (beta 1 and 2): Newton steps on a quadratic
 * model that all columns share, each kept only where the slope at its end says that the loss has fallen; on the stored
 * entries of sparse data, where these are gone through alone, scalar Newton steps, one coordinate after another. `'auto'`: Newton steps where they are known,
 * more of them for a factor where one was not kept, and multiplicative updates for a while where few were; where they
 * are scalar, none of which is refused, both factors are extrapolated between updates.
 */
export const DIVERGENCE_SOLVER_NAMES = ['auto', 'mu', 'newton'] as const
export type DivergenceSolverName = (typeof DIVERGENCE_SOLVER_NAMES)[number]

/** A solver as checked. */
export interface DivergenceSolver {
  readonly name: DivergenceSolverName
  /** Updates (mu), trial steps or sweeps (newton) of a factor in each iteration. */
  readonly innerSteps: number
  /** `'monotone'`: the exponent of multiplicative updates for which the loss never rises; `'heuristic'`: 1. */
  readonly exponent: 'monotone' | 'heuristic'
}

/** What the next update of a factor does. */
export interface Step {
  readonly method: DivergenceMethodName
  readonly passes: number
  readonly exponent: number
}

/** Below this share of kept steps, multiplicative updates are the better use of as many gradients. */
const WORTHWHILE = 0.35
/** Iterations without Newton steps, before they are tried again. */
const PAUSE = 8
/**
 * How many trial steps more a factor gets at most, where one was not kept; none after the first time, one after the
 * second. A column whose only trial is refused moves by a multiplicative update, which leaves its zeros where they are:
 * without a second, shorter trial it may never leave a point that is no minimum.
 */
const MORE_TRIALS = 2

/** Decides about the steps of one fit. It counts, and never looks at a clock: the same fit takes the same steps. */
export class Steps {
  readonly #newton: boolean
  readonly #patient: boolean
  readonly #passes: number
  readonly #exponent: number
  /** Whether factors are extrapolated between updates: of steps that may be refused more are, where they begin beyond. */
  readonly goesBeyond: boolean
  readonly #innerSteps: number
  #pause = 0
  #more = 0
  #refusals = 0
  #kept: number[] = []

  constructor({ name, innerSteps, exponent }: DivergenceSolver, beta: number, stored: boolean) {
    this.#newton = name !== 'mu' && hasNewton(beta)
    this.#patient = name === 'newton'
    this.#innerSteps = innerSteps
    this.goesBeyond = name === 'auto' && this.#newton && stored
    // Where a step is tried, the gradient before it is one evaluation more.
    this.#passes = stored ? innerSteps : innerSteps + 1
    this.#exponent = exponent === 'heuristic' ? 1 : safeExponent(beta)
  }

  /** Whether a start of any scale may come first: steps of a model need a point where it holds. */
  get needsScale(): boolean {
    return this.#newton
  }

  next(): Step {
    if (!this.#newton) return { method: 'multiplicative', passes: this.#innerSteps, exponent: this.#exponent }
    const method = this.#pause > 0 ? 'multiplicative' : 'newton'
    return { method, passes: this.#passes + this.#more, exponent: this.#exponent }
  }

  /** Takes note of the share of steps that were kept. */
  note(kept: number): void {
    this.#kept.push(kept)
  }

  /** Ends an iteration. */
  end(): void {
    const share = Math.max(...this.#kept)
    const refused = !this.#patient && Math.min(...this.#kept) < 1
    this.#more = refused ? Math.min(MORE_TRIALS, this.#refusals++) : 0
    this.#kept = []
    if (this.#pause > 0) this.#pause -= 1
    else if (!this.#patient && share < WORTHWHILE) this.#pause = PAUSE
  }
}
